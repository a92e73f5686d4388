package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.platform.Api;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notification at one moment.
 *
 * @param id its id; in v3 also on the wire
 * @param api by which it goes out
 * @param eventType v3's name, also for v2: TRANSACTION.SUCCESS, REFUND.SUCCESS …
 * @param mchid whose it is
 * @param outTradeNo of the order; of a combined one its first part; null: it is about none
 * @param outRefundNo of the refund, or null
 * @param notifyUrl where it goes
 * @param createdAt simulated time
 * @param state how far it is
 * @param nextAt simulated time of the next attempt, or null
 * @param faults that struck it
 * @param notes what people should know, such as a fault that cannot apply
 * @param attempts what was sent so far
 */
public record Message(
    String id,
    Api api,
    String eventType,
    String mchid,
    @Nullable String outTradeNo,
    @Nullable String outRefundNo,
    String notifyUrl,
    Instant createdAt,
    State state,
    @Nullable Instant nextAt,
    List<Fault> faults,
    List<String> notes,
    List<MessageAttempt> attempts) {

  /** How far a message is. */
  public enum State {
    /** An attempt is under way or will be. */
    PENDING,
    /** The merchant accepted it. */
    DELIVERED,
    /** All retries are used up. */
    EXHAUSTED,
    /** Never sent, on purpose. */
    LOST
  }

  public Message {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
    attempts = List.copyOf(attempts);
  }
}
