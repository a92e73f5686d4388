package io.github.paybell.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When an attempt that failed is followed by the next. Thread-safe if its chance is. */
final class Backoff {
  /** What a subscriber may ask for at most; else one header would silence it for ever. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  // Many events that failed together must not come back together.
  private static final double SPREAD = 0.2;

  private final List<Duration> gaps;
  private final DoubleSupplier chance;

  /**
   * @param gaps between attempts
   * @param chance from 0 (inclusive) to 1
   */
  Backoff(List<Duration> gaps, DoubleSupplier chance) {
    this.gaps = List.copyOf(gaps);
    this.chance = chance;
  }

  /**
   * @param attempts how many have ended, at least 1
   * @param retryAfter not before so long; null: the schedule alone
   * @param now when the last one ended
   * @return null: that was the last
   */
  @Nullable Instant next(int attempts, @Nullable Duration retryAfter, Instant now) {
    if (attempts > gaps.size()) {
      return null;
    }
    double spread = 1 - SPREAD + 2 * SPREAD * chance.getAsDouble();
    var gap = gaps.get(attempts - 1);
    var micros = Math.round(gap.toNanos() / 1000 * spread);
    var wait = Duration.of(micros, ChronoUnit.MICROS);
    if (retryAfter != null) {
      var asked = retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : retryAfter;
      wait = asked.compareTo(wait) > 0 ? asked : wait;
    }
    return now.plus(wait).truncatedTo(ChronoUnit.MICROS);
  }
}
