package io.github.paybell.engine;

import java.time.Duration;

/**
 * How long what names a person is kept.
 *
 * @param personal raw bodies and the payers of events, after the notification is final, its
 *     problems are over and its events told; at least 1 day, because copies of one notification
 *     come for a day
 */
public record RetentionOptions(Duration personal) {
  public RetentionOptions {
    if (personal.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("personal must be at least 1d, was " + personal);
    }
  }

  /** 180 days. */
  public static RetentionOptions defaults() {
    return new RetentionOptions(Duration.ofDays(180));
  }
}
