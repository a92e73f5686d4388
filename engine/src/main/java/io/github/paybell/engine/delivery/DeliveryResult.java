package io.github.paybell.engine.delivery;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to tell a subscriber. */
public sealed interface DeliveryResult {
  /**
   * The subscriber has it.
   *
   * @param status of the HTTP answer; null: not by HTTP
   */
  record Delivered(@Nullable Integer status) implements DeliveryResult {}

  /**
   * It may not have it; tried again.
   *
   * @param status of the HTTP answer; null: there was none
   * @param reason one sentence, at most 256 characters, without secrets and without the body
   * @param retryAfter not before so long, as the subscriber asked; null: it did not
   */
  record Failed(@Nullable Integer status, String reason, @Nullable Duration retryAfter)
      implements DeliveryResult {}

  /** It will not have it, and said so for good (HTTP 410): not tried again, but dead. */
  record Refused(@Nullable Integer status, String reason) implements DeliveryResult {}

  default <R> R match(
      Function<Delivered, R> delivered, Function<Failed, R> failed, Function<Refused, R> refused) {
    return this instanceof Delivered d
        ? delivered.apply(d)
        : this instanceof Failed f ? failed.apply(f) : refused.apply((Refused) this);
  }
}
