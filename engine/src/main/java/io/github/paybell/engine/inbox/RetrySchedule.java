package io.github.paybell.engine.inbox;

import java.time.Duration;
import java.time.Instant;

/** When a notification that cannot be read is read again. */
final class RetrySchedule {
  /** How soon after it was stored; then twice as long each time, up to {@link #LONGEST}. */
  static final Duration FIRST = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofHours(6);

  /** About five days; WeChat Pay itself gives up after one. */
  private static final int TRIES = 30;

  // Not null, so that a change of the account's keys still finds those that were given up.
  static final Instant GIVEN_UP = Instant.parse("9999-01-01T00:00:00Z");

  private RetrySchedule() {}

  /** When it is due again after so many tries. */
  static Instant next(int tries, Instant now) {
    return tries >= TRIES ? GIVEN_UP : now.plus(gap(tries));
  }

  /** How long after so many tries the next one is due. */
  static Duration gap(int tries) {
    // 1 min << 9 is above 6 h, and a larger shift would overflow.
    var gap = FIRST.multipliedBy(1L << Math.min(tries, 9));
    return gap.compareTo(LONGEST) < 0 ? gap : LONGEST;
  }
}
