package io.github.paybell.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  @Property(tries = 100)
  @Label("Whoever takes all there is, however often, gets the rate and what the bucket holds")
  void rate(
      @ForAll @IntRange(min = 1, max = 5_000) int perSecond,
      @ForAll @IntRange(min = 1, max = 300) int everyMillis) {
    var rate = new Rate(perSecond);
    long taken = 0;
    for (long millis = 0; millis <= 10_000; millis += everyMillis) {
      int free = rate.free(NOW.plusMillis(millis));
      rate.took(free);
      taken += free;
    }
    assertThat(taken).isLessThanOrEqualTo((long) (perSecond * 10.1 + 1));
    // Who looks every tenth of a second or more often loses nothing.
    if (everyMillis <= 100) {
      assertThat(taken).isGreaterThanOrEqualTo((long) (perSecond * 9.5) - 1);
    }
  }

  @Property(tries = 20)
  @Label("No limit is no limit")
  void none(@ForAll @IntRange(min = 0, max = 100_000) int taken) {
    var rate = new Rate(0);
    rate.took(taken);
    assertThat(rate.free(NOW)).isEqualTo(Integer.MAX_VALUE);
  }
}
