package io.github.paybell.protocol.v3;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment of a direct merchant or a partner, from a notification's plaintext.
 *
 * @param appid direct: {@code appid}; partner: {@code sp_appid}
 * @param mchid direct: {@code mchid}; partner: {@code sp_mchid}
 * @param subAppid partner only, and only if the order gave it
 * @param subMchid partner only: whose order it is
 * @param outTradeNo the merchant's order number, case-sensitive
 * @param transactionId WeChat Pay's order number
 * @param tradeType {@code JSAPI}, {@code NATIVE}, {@code APP}, {@code MWEB}, …; {@code PAP} means
 *     entrusted deduction
 * @param tradeState {@code SUCCESS} and the others; not every product uses the same set
 * @param tradeStateDesc for people
 * @param bankType e.g. {@code CMB_DEBIT}; {@code OTHERS} when not a bank card
 * @param attach as the order gave it; absent and empty both occur
 * @param successTime when it was paid, as WeChat wrote it
 * @param amount what was asked for and what was paid
 * @param payer who paid
 * @param deviceId {@code scene_info.device_id}
 * @param tradeScene present for parking payments
 * @param promotionDetail the coupons, empty when none was used
 * @param unknownMembers members this version does not know, raw JSON by name; nested ones as {@code
 *     amount.exchange_rate}
 */
public record V3Transaction(
    @Nullable String appid,
    String mchid,
    @Nullable String subAppid,
    @Nullable String subMchid,
    String outTradeNo,
    String transactionId,
    @Nullable String tradeType,
    String tradeState,
    @Nullable String tradeStateDesc,
    @Nullable String bankType,
    @Nullable String attach,
    @Nullable String successTime,
    V3Amount amount,
    V3Payer payer,
    @Nullable String deviceId,
    @Nullable String tradeScene,
    List<V3Promotion> promotionDetail,
    Map<String, String> unknownMembers) {

  public V3Transaction {
    Facts.requireKey("mchid", mchid);
    Facts.requireKey("out_trade_no", outTradeNo);
    Facts.requireKey("transaction_id", transactionId);
    Facts.requireKey("trade_state", tradeState);
    promotionDetail = List.copyOf(promotionDetail);
    unknownMembers = Map.copyOf(unknownMembers);
  }

  /** True if a partner (服务商) received it for a sub-merchant. */
  public boolean isPartner() {
    return subMchid != null;
  }

  /** When it was paid; null if {@code success_time} is absent or can not be read as a time. */
  public @Nullable Instant successInstant() {
    return successTime == null ? null : WechatTime.parse(successTime);
  }

  @Override
  public String toString() {
    return "V3Transaction[mchid="
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
