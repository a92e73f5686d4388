package io.github.paybell.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts may begin now: a bucket of tokens of this process, which holds a tenth of a
 * second's worth and one, so that a pause is not made up for by a burst. Of one thread.
 */
final class Rate {
  private final int perSecond;
  private final double most;
  private double tokens;
  private @Nullable Instant filled;

  /**
   * @param perSecond 0: no limit
   */
  Rate(int perSecond) {
    this.perSecond = perSecond;
    tokens = Math.max(1, perSecond / 10.0);
    // And one: part of a token must not be lost to a look just before it is whole.
    most = perSecond / 10.0 + 1;
  }

  /** How many may begin. */
  int free(Instant now) {
    if (perSecond == 0) {
      return Integer.MAX_VALUE;
    }
    if (filled != null && now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      tokens = Math.min(most, tokens + seconds * perSecond);
    }
    filled = now;
    return (int) tokens;
  }

  void took(int attempts) {
    tokens -= perSecond == 0 ? 0 : attempts;
  }

  /** How long until one may begin, if none may now. */
  long waitMillis() {
    return perSecond == 0 ? 0 : (long) Math.ceil((1 - tokens) * 1000 / perSecond);
  }
}
