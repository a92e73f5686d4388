package io.github.paybell.simulator.bill;

/** What a trade bill lists ({@code bill_type}). */
public enum TradeBillType {
  /** Payments and refunds. */
  ALL,
  /** Payments. */
  SUCCESS,
  /** Refunds. */
  REFUND,
  /** Refunds that gave back prepaid coupons (充值退款). */
  RECHARGE_REFUND
}
