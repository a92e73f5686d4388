package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The types of Paybell's own events. {@link #PAYMENT_SUCCEEDED} is the only one at which a shop may
 * fulfil.
 */
public enum EventType implements EventName {
  PAYMENT_SUCCEEDED("payment.succeeded"),
  PAYMENT_LATE("payment.late"),
  PAYMENT_DUPLICATE("payment.duplicate"),
  PAYMENT_DISPUTED("payment.disputed"),
  REFUND_SUCCEEDED("refund.succeeded"),
  REFUND_ABNORMAL("refund.abnormal"),
  REFUND_CLOSED("refund.closed"),
  ORDER_CLOSED("order.closed"),
  RECONCILIATION_DIFFERENCE("reconciliation.difference"),
  PROBLEM_OPENED("problem.opened"),
  PROBLEM_RESOLVED("problem.resolved");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EventType ofWire(String wireName) {
    for (var type : values()) {
      if (type.wireName.equals(wireName)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no event type " + wireName);
  }

  @Override
  public @Nullable String family() {
    return null;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
