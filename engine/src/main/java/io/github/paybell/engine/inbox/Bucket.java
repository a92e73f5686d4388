package io.github.paybell.engine.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets so many through in a second, and after a quiet time a few at once. Not thread-safe. */
final class Bucket {
  private final Clock clock;
  private final double most;
  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  /**
   * @param most at once
   */
  Bucket(Clock clock, int most, int perSecond) {
    this.clock = clock;
    this.most = most;
    this.perSecond = perSecond;
    tokens = most;
    filledAt = clock.instant();
  }

  boolean take() {
    var now = clock.instant();
    // A clock that was set back fills nothing.
    var passed = Math.max(0, Duration.between(filledAt, now).toNanos()) / 1e9;
    tokens = Math.min(most, tokens + passed * perSecond);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
