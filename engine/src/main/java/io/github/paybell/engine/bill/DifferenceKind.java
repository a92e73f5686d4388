package io.github.paybell.engine.bill;

import java.util.Locale;

/** How a bill and the ledger may differ. One line of the bill makes at most one difference. */
public enum DifferenceKind {
  /** The bill has a payment of an order that the ledger does not have as paid on that day. */
  MISSING_HERE,
  /** The ledger has an order as paid on that day, and the bill does not list it at all. */
  MISSING_AT_WECHAT,
  /** Both have the payment, with different totals. */
  AMOUNT_DIFFERS,
  /** Both have the payment, in different currencies. */
  CURRENCY_DIFFERS,
  /**
   * The order was paid by another transaction than the ledger says, or by one more: the payer paid
   * twice.
   */
  TRANSACTION_DIFFERS,
  /**
   * The bill says that a payment was taken back; whether the ledger has it as paid is asked next.
   */
  REVOKED_AT_WECHAT,
  /** The bill lists one payment, or one refund, more than once. */
  LISTED_TWICE,
  /** The bill has a refund that the ledger does not have as asked for on that day. */
  REFUND_MISSING_HERE,
  /** The ledger has a refund as asked for on that day, and the bill does not list it. */
  REFUND_MISSING_AT_WECHAT,
  /** Both have the refund, with different amounts. */
  REFUND_AMOUNT_DIFFERS,
  /** Both have the refund, of another order, or with another refund_id. */
  REFUND_ID_DIFFERS,
  /**
   * Both have the refund, and the bill says more than the ledger, or the contrary. A bill that says
   * less is only older: it shows a refund as it stood when the bill was made.
   */
  REFUND_STATE_DIFFERS,
  /** A line of the bill cannot be read. */
  LINE_UNREADABLE,
  /** The bill's own sums are not those of its lines. */
  SUMS_DIFFER;

  /** In the database and in reports. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
