package io.github.paybell.engine.ledger;

/**
 * How a refund stands. Ordered by how much it says: a later word never takes back a stronger one,
 * so that notifications of one refund may come in any order (CONFLUENT). ABNORMAL may still become
 * SUCCESS after a repair by hand.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791865">refund notice</a>
 */
public enum RefundStatus {
  PROCESSING,
  ABNORMAL,
  CLOSED,
  SUCCESS;

  /** Whether nothing more will come of it. */
  public boolean over() {
    return this == SUCCESS || this == CLOSED;
  }

  /** Whether this status tells more than what was known. */
  public boolean outranks(RefundStatus known) {
    return compareTo(known) > 0;
  }
}
