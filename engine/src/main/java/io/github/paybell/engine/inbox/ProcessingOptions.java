package io.github.paybell.engine.inbox;

import java.time.Duration;
import java.util.List;

/**
 * How notifications are applied where a shop's own writes belong to it: each in a transaction of
 * its own, after the one that stored it.
 *
 * @param acknowledge when WeChat Pay is answered
 * @param threads how many are handled at once in this process, 1–64
 * @param backoff gaps between the attempts at one whose listener failed; after the last it is a
 *     problem
 */
public record ProcessingOptions(Acknowledge acknowledge, int threads, List<Duration> backoff) {
  /** When WeChat Pay is answered with success. */
  public enum Acknowledge {
    /** When the notification is stored; a listener that fails is our own affair. */
    RECORDED,
    /** When it is handled; a listener that fails makes WeChat Pay send it again, besides us. */
    HANDLED
  }

  public ProcessingOptions {
    backoff = List.copyOf(backoff);
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("threads must be 1 to 64, was " + threads);
    }
    if (backoff.isEmpty() || backoff.stream().anyMatch(gap -> gap.isNegative() || gap.isZero())) {
      throw new IllegalArgumentException("backoff must have gaps, each above 0");
    }
  }
}
