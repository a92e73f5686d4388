package io.github.paybell.simulator.platform;

import java.util.Objects;

/** The platform does not do what was asked; each interface has its own words for the reason. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No such order of this merchant. */
    ORDER_NOT_FOUND,
    /** It is paid already. */
    ORDER_PAID,
    /** It is closed. */
    ORDER_CLOSED,
    /** It was placed with other data. */
    ORDER_DIFFERS,
    /** The {@code prepay_id} is unknown or too old. */
    PREPAY_INVALID,
    /** Coupons take everything or more; at least 1 fen must remain. */
    COUPONS_TOO_MUCH,
    /** Too soon after it was placed. */
    CLOSE_TOO_EARLY,
    /** Refunds need a paid order. */
    NOT_PAID,
    /** Stated total and order disagree. */
    REFUND_TOTAL_DIFFERS,
    /** More than was paid. */
    REFUND_TOO_MUCH,
    /** More than 50 for one order. */
    REFUND_TOO_MANY,
    /** Less than a minute after the last of the order. */
    REFUND_TOO_SOON,
    /** More than a year after the payment. */
    REFUND_TOO_LATE,
    /** The number was used with other data. */
    REFUND_DIFFERS,
    /** No such refund of this merchant. */
    REFUND_NOT_FOUND,
    /** The refund is in no state for this. */
    REFUND_STATE,
    /** Too many calls. */
    TOO_FREQUENT
  }

  private final Reason reason;

  /** A refusal with a sentence for people. */
  public Refused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
