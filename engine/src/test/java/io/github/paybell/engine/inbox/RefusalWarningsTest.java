package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.log.LogLine;
import io.github.paybell.protocol.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusalWarningsTest {
  private final Heard heard = new Heard();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));
  private final RefusalWarnings warnings = new RefusalWarnings(clock);

  @AfterEach
  void close() {
    heard.close();
  }

  private void refuse(String account, String reason) {
    warnings.warn(
        account,
        reason,
        () -> LogLine.of("refused").with("account", account).with("reason", reason));
  }

  @Test
  @DisplayName("SEEN: the first is said at once, then one line in ten seconds counts the rest")
  void oneInTenSeconds() {
    for (int second = 0; second < 25; second++) {
      refuse("shop", "stale");
      refuse("shop", "stale");
      clock.move(Duration.ofSeconds(1));
      warnings.tick();
    }

    assertThat(heard.lines())
        .containsExactly(
            "refused account=shop reason=stale",
            "refused account=shop reason=stale left_out=19",
            "refused account=shop reason=stale left_out=20");
    warnings.close();
    assertThat(heard.lines()).last().isEqualTo("refused account=shop reason=stale left_out=10");
  }

  @Test
  @DisplayName("SEEN: what came in the ten seconds is counted though nothing follows")
  void nothingFollows() {
    refuse("shop", "stale");
    refuse("shop", "stale");
    clock.move(RefusalWarnings.GAP);
    warnings.tick();
    clock.move(RefusalWarnings.GAP);
    warnings.tick();
    warnings.close();

    assertThat(heard.lines())
        .containsExactly(
            "refused account=shop reason=stale", "refused account=shop reason=stale left_out=1");
  }

  @Test
  @DisplayName("SEEN: each account and each reason has lines of its own")
  void apart() {
    refuse("shop", "stale");
    refuse("shop", "malformed");
    refuse("other", "stale");
    refuse("", "unknown_token");
    refuse("", "unknown_token");

    assertThat(heard.lines()).hasSize(4);
  }
}
