package io.github.paybell.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  @Property
  @Label("EVERY_EVENT: each gap is the schedule's, a fifth more or less, and none follows the last")
  void schedule(
      @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 100_000_000) Long> millis,
      @ForAll @IntRange(min = 1, max = 20) int attempts,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    var gaps = millis.stream().map(Duration::ofMillis).toList();
    var next = new Backoff(gaps, () -> chance).next(attempts, null, NOW);

    if (attempts > gaps.size()) {
      assertThat(next).isNull();
    } else {
      var gap = gaps.get(attempts - 1).toNanos();
      assertThat(wait(next).toNanos()).isBetween(gap * 4 / 5 - 1_000, gap * 6 / 5 + 1_000);
    }
  }

  @Property
  @Label("Each gap is as likely to be shorter as it is to be longer")
  void spread(@ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    var next = new Backoff(List.of(Duration.ofSeconds(10)), () -> chance).next(1, null, NOW);

    assertThat(Integer.signum(wait(next).compareTo(Duration.ofSeconds(10))))
        .isEqualTo(Long.compare(Math.round(chance * 4e6), 2_000_000));
  }

  @Property
  @Label("A Retry-After puts the next attempt off, by a day at most, and never brings it forward")
  void retryAfter(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seconds,
      @ForAll @IntRange(min = 1, max = 11) int attempts,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    var backoff = new Backoff(DeliveryOptions.BACKOFF, () -> chance);
    var without = wait(backoff.next(attempts, null, NOW));
    var asked = Duration.ofSeconds(Math.min(seconds, 86_400));

    assertThat(wait(backoff.next(attempts, Duration.ofSeconds(seconds), NOW)))
        .isEqualTo(asked.compareTo(without) > 0 ? asked : without);
  }

  private static Duration wait(@Nullable Instant next) {
    assertThat(next).isNotNull();
    return Duration.between(NOW, next);
  }
}
