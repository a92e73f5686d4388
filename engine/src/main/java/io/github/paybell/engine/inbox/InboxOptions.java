package io.github.paybell.engine.inbox;

import java.time.Duration;

/**
 * Bounds of the inbox.
 *
 * @param deadline when a request is answered whatever happens (IN_TIME); above 0, and below the 5 s
 *     that WeChat Pay itself waits
 * @param maxWaiting notifications that may wait for a commit; more are answered 503 at once
 *     (BOUNDED)
 * @param maxGroup notifications that share one transaction, at most; 1 is the form without group
 *     commit
 * @param rejectionsPerSecond refused requests that are sampled into the database, at most
 * @param rejectionsKept rows of that sample that are kept, at most
 */
public record InboxOptions(
    Duration deadline, int maxWaiting, int maxGroup, int rejectionsPerSecond, int rejectionsKept) {
  public InboxOptions {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be above 0, was " + deadline);
    }
    if (maxWaiting < 1 || maxGroup < 1 || rejectionsPerSecond < 0 || rejectionsKept < 0) {
      throw new IllegalArgumentException(
          "bounds must not be negative; something must be able to wait and to form a group");
    }
  }

  /**
   * 2 s; 4096 waiting (fewer if they fill an eighth of the heap); groups of 256, because larger
   * ones only add latency (docs/BENCHMARKS.md); 5 samples a second, 10 000 kept.
   */
  public static InboxOptions defaults() {
    return new InboxOptions(Duration.ofSeconds(2), 4096, 256, 5, 10_000);
  }
}
