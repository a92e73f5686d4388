package io.github.paybell.engine.ledger;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an order's payment, in WeChat Pay's words, and which state may follow which.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791861">payment notice</a>
 */
public enum TradeState {
  NOTPAY,
  USERPAYING,
  PAYERROR,
  REVOKED,
  CLOSED,
  SUCCESS,
  REFUND;

  /**
   * LEGAL_STEPS. Money is a fact: whatever the order's state was, it may become paid; nothing makes
   * it unpaid again.
   */
  private static final Map<TradeState, Set<TradeState>> NEXT =
      Map.of(
          NOTPAY, EnumSet.of(USERPAYING, PAYERROR, REVOKED, CLOSED, SUCCESS),
          USERPAYING, EnumSet.of(PAYERROR, REVOKED, CLOSED, SUCCESS),
          PAYERROR, EnumSet.of(REVOKED, CLOSED, SUCCESS),
          REVOKED, EnumSet.of(SUCCESS),
          CLOSED, EnumSet.of(SUCCESS),
          SUCCESS, EnumSet.of(REFUND),
          REFUND, EnumSet.noneOf(TradeState.class));

  /** Whether an order in this state may go to that one. */
  public boolean mayBecome(TradeState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether the money was taken, given back since or not. */
  public boolean paid() {
    return this == SUCCESS || this == REFUND;
  }

  /** Whether the shop has stopped waiting: money that comes now is late. */
  public boolean ended() {
    return this == CLOSED || this == REVOKED || this == PAYERROR;
  }
}
