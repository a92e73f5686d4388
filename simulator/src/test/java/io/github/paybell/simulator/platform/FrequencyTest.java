package io.github.paybell.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.protocol.SettableClock;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Frequency.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The documented rates, on a real clock that the test sets. */
class FrequencyTest {
  private final SettableClock watch = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final SimClock clock = new SimClock(watch, Speed.MANUAL);
  private final Platform platform =
      new Platform(clock, new Dice(1), new Merchants(), Rules.DEFAULT);
  private final Frequency frequency = new Frequency(platform, watch);

  @AfterEach
  void close() {
    clock.close();
  }

  private void six() {
    IntStream.range(0, 6).forEach(i -> frequency.count("1900000109", Kind.FAULTY_REFUND));
  }

  @Test
  @DisplayName(
      "Six faulty refunds in a second are allowed, the seventh is one too many, the next second is new")
  void perSecond() {
    six();
    assertThatThrownBy(() -> frequency.count("1900000109", Kind.FAULTY_REFUND))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.TOO_FREQUENT));

    watch.move(Duration.ofSeconds(1));

    six();
  }

  @Test
  @DisplayName("Each merchant and each kind of call is counted apart")
  void apart() {
    six();
    frequency.count("1900000110", Kind.FAULTY_REFUND);
    frequency.count("1900000109", Kind.REFUND);
  }

  @Test
  @DisplayName("By rule nothing is too frequent")
  void switchedOff() {
    platform.rules(
        RulesJson.apply(
            Rules.DEFAULT, JsonMapper.shared().createObjectNode().put("frequency-limits", false)));
    six();
    six();
  }
}
