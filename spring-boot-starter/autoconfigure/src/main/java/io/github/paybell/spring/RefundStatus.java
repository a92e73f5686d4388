package io.github.paybell.spring;

/**
 * How a refund stands, in WeChat Pay's words, and {@link #REFUSED}.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791865">refund notice</a>
 */
public enum RefundStatus {
  /** On its way, or about to be sent. */
  PROCESSING,
  /** The payer's bank did not take it: a person must act. */
  ABNORMAL,
  /** It will not happen. */
  CLOSED,
  /** The payer has the money. */
  SUCCESS,
  /** WeChat Pay refused it for good and does not have it; the same may be asked for again. */
  REFUSED
}
