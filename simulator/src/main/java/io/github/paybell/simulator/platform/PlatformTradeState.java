package io.github.paybell.simulator.platform;

/** The states of an order that this platform knows; those of payment codes are not simulated. */
public enum PlatformTradeState {
  /** Not paid yet. */
  NOTPAY("订单未支付"),
  /** Paid. */
  SUCCESS("支付成功"),
  /** Paid, and a refund was asked for. */
  REFUND("订单发生过退款，退款详情请查询退款单"),
  /** Closed by the merchant or by time. */
  CLOSED("订单已关闭");

  private final String description;

  PlatformTradeState(String description) {
    this.description = description;
  }

  /** {@code trade_state_desc}. */
  public String description() {
    return description;
  }

  /** Whether the money was taken. */
  public boolean isPaid() {
    return this == SUCCESS || this == REFUND;
  }
}
