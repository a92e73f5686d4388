package io.github.paybell.spring;

/**
 * How an order's payment stands, in WeChat Pay's words.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791861">payment notice</a>
 */
public enum TradeState {
  /** Not paid yet. */
  NOTPAY,
  /** The payer is at it. */
  USERPAYING,
  /** An attempt to pay failed. */
  PAYERROR,
  /** Taken back before it was paid (payment codes). */
  REVOKED,
  /** Closed unpaid. */
  CLOSED,
  /** Paid. */
  SUCCESS,
  /** Paid, and given back in part or whole. */
  REFUND;

  /** Whether the money was taken, given back since or not. */
  public boolean paid() {
    return this == SUCCESS || this == REFUND;
  }
}
