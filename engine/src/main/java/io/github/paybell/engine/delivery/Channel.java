package io.github.paybell.engine.delivery;

import java.util.List;

/** A way to tell a subscriber: HTTP, a topic, a function. Thread-safe. */
public interface Channel extends AutoCloseable {
  /** For people and metrics: {@code webhook}, {@code kafka}, {@code listener}. */
  String kind();

  /** Where it leads, for people; no secret, no query string. */
  String target();

  /**
   * Begins to tell; returns without waiting for what becomes of it. Each attempt is ended exactly
   * once, in time, on any thread.
   *
   * @param attempts at most as many as the subscriber's concurrency leaves room for
   */
  void tell(List<Attempt> attempts);

  /** Ends what is under way soon; attempts that were not ended count as failed. */
  @Override
  void close();
}
