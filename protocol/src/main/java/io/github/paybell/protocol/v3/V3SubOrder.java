package io.github.paybell.protocol.v3;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order inside a combined payment.
 *
 * @param mchid who owns it
 * @param subMchid partners only
 * @param subAppid partners only
 * @param subOpenid partners only
 * @param outTradeNo the order number of this sub-order, case-sensitive
 * @param transactionId WeChat Pay's number of this sub-order
 * @param tradeType {@code JSAPI}, {@code NATIVE}, …
 * @param tradeState {@code SUCCESS} in a notification
 * @param bankType e.g. {@code CMB_DEBIT}
 * @param attach as the order gave it
 * @param successTime when it was paid, as WeChat wrote it, often with fractional seconds
 * @param amount {@code total_amount} and {@code payer_amount}, under the names of other payments
 * @param promotionDetail the coupons, empty when none was used
 * @param unknownMembers members this version does not know, raw JSON by name; nested ones as {@code
 *     amount.settlement_rate}
 */
public record V3SubOrder(
    String mchid,
    @Nullable String subMchid,
    @Nullable String subAppid,
    @Nullable String subOpenid,
    String outTradeNo,
    String transactionId,
    @Nullable String tradeType,
    String tradeState,
    @Nullable String bankType,
    @Nullable String attach,
    @Nullable String successTime,
    V3Amount amount,
    List<V3Promotion> promotionDetail,
    Map<String, String> unknownMembers) {

  public V3SubOrder {
    Facts.requireKey("sub_orders.mchid", mchid);
    Facts.requireKey("sub_orders.out_trade_no", outTradeNo);
    Facts.requireKey("sub_orders.transaction_id", transactionId);
    Facts.requireKey("sub_orders.trade_state", tradeState);
    promotionDetail = List.copyOf(promotionDetail);
    unknownMembers = Map.copyOf(unknownMembers);
  }

  /** When it was paid; null if {@code success_time} is absent or can not be read as a time. */
  public @Nullable Instant successInstant() {
    return successTime == null ? null : WechatTime.parse(successTime);
  }

  @Override
  public String toString() {
    return "V3SubOrder[mchid="
        + mchid
        + ", out_trade_no="
        + outTradeNo
        + ", transaction_id="
        + transactionId
        + ", trade_state="
        + tradeState
        + ", amount="
        + amount
        + "]";
  }
}
