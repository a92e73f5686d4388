package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.EventName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event and one subscriber, as the admin API shows it.
 *
 * @param state {@code pending}, {@code delivered} or {@code dead}
 * @param attempts how often it was tried
 * @param dueAt when it is tried next; null: it is settled
 * @param status of the last HTTP answer; null: there was none
 * @param error why the last attempt failed; null: it did not
 * @param triedAt when it was tried last; null: never
 * @param tries the last 8 attempts, oldest first; of {@link Deliveries#find} and {@link
 *     Deliveries#retry} only
 */
public record DeliveryView(
    DeliveryKey key,
    EventName type,
    String account,
    @Nullable String subject,
    Instant createdAt,
    String state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable Instant triedAt,
    List<Try> tries) {
  public DeliveryView {
    tries = List.copyOf(tries);
  }

  DeliveryView with(List<Try> attempts) {
    return new DeliveryView(
        key,
        type,
        account,
        subject,
        createdAt,
        state,
        this.attempts,
        dueAt,
        status,
        error,
        triedAt,
        attempts);
  }

  /**
   * One attempt.
   *
   * @param at when it ended
   * @param tookMs milliseconds
   * @param status of the HTTP answer; null: there was none
   * @param address the resolved address that was called; null: not known
   * @param answer the first KiB of the answer, of any content; never to be logged
   * @param error why it failed; null: it did not
   */
  public record Try(
      Instant at,
      int tookMs,
      @Nullable Integer status,
      @Nullable String address,
      @Nullable String answer,
      @Nullable String error) {
    /** Says nothing of the answer. */
    @Override
    public String toString() {
      return "Try[" + at + ", " + status + ", " + error + "]";
    }
  }
}
