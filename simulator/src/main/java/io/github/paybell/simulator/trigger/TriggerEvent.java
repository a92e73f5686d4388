package io.github.paybell.simulator.trigger;

import io.github.paybell.simulator.platform.PlatformRefund;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be triggered. */
public enum TriggerEvent {
  /** A payment succeeded. */
  PAYMENT_SUCCEEDED("payment.succeeded", null),
  /** A refund reached the payer. */
  REFUND_SUCCEEDED("refund.succeeded", PlatformRefund.Status.SUCCESS),
  /** A refund could not reach the payer's account. */
  REFUND_ABNORMAL("refund.abnormal", PlatformRefund.Status.ABNORMAL),
  /** Nothing was refunded. */
  REFUND_CLOSED("refund.closed", PlatformRefund.Status.CLOSED),
  /** A message of another product: an {@link OtherAssignment}. */
  OTHER("other", null);

  private final String wireName;
  private final PlatformRefund.@Nullable Status refund;

  TriggerEvent(String wireName, PlatformRefund.@Nullable Status refund) {
    this.wireName = wireName;
    this.refund = refund;
  }

  /** The name by which it is asked for. */
  public String wireName() {
    return wireName;
  }

  /** How the refund ended, or null if it is about a payment. */
  PlatformRefund.@Nullable Status refund() {
    return refund;
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(TriggerEvent::wireName).toList();
  }

  /** The event with this name. */
  public static Optional<TriggerEvent> named(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
  }
}
