package io.github.paybell.protocol.v3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a refund, from a notification's plaintext.
 *
 * @param mchid direct: {@code mchid}; partner: {@code sp_mchid}
 * @param subMchid partner only
 * @param outTradeNo the order's number, case-sensitive
 * @param transactionId WeChat Pay's number of the order
 * @param outRefundNo the merchant's number of the refund
 * @param refundId WeChat Pay's number of the refund
 * @param refundStatus {@code SUCCESS}; {@code CLOSED}: nothing was refunded; {@code ABNORMAL}: the
 *     money could not reach the user, and a {@code SUCCESS} may still follow
 * @param successTime as WeChat wrote it; only with {@code SUCCESS}
 * @param userReceivedAccount where the money went, text for people
 * @param total the order's amount, fen, &gt;= 0; null: not told
 * @param refund this refund, fen, &gt;= 0
 * @param payerTotal what the user had paid, fen, &gt;= 0; null: not told
 * @param payerRefund what the user gets back, fen, &gt;= 0; null: not told
 * @param currency ISO code; null: the order's, which is the usual form
 * @param refundAccount e-commerce only
 * @param unknownMembers members this version does not know, raw JSON by name
 */
public record V3RefundResult(
    String mchid,
    @Nullable String subMchid,
    String outTradeNo,
    String transactionId,
    String outRefundNo,
    String refundId,
    String refundStatus,
    @Nullable String successTime,
    @Nullable String userReceivedAccount,
    @Nullable Long total,
    long refund,
    @Nullable Long payerTotal,
    @Nullable Long payerRefund,
    @Nullable String currency,
    @Nullable String refundAccount,
    Map<String, String> unknownMembers) {

  public V3RefundResult {
    Facts.requireKey("mchid", mchid);
    Facts.requireKey("out_trade_no", outTradeNo);
    Facts.requireKey("transaction_id", transactionId);
    Facts.requireKey("out_refund_no", outRefundNo);
    Facts.requireKey("refund_id", refundId);
    Facts.requireKey("refund_status", refundStatus);
    Facts.requireFen("amount.total", total);
    Facts.requireFen("amount.refund", refund);
    Facts.requireFen("amount.payer_total", payerTotal);
    Facts.requireFen("amount.payer_refund", payerRefund);
    unknownMembers = Map.copyOf(unknownMembers);
  }

  /** True if a partner (服务商) received it for a sub-merchant. */
  public boolean isPartner() {
    return subMchid != null;
  }

  /** When it was done; null if {@code success_time} is absent or can not be read as a time. */
  public @Nullable Instant successInstant() {
    return successTime == null ? null : WechatTime.parse(successTime);
  }

  @Override
  public String toString() {
    return "V3RefundResult[mchid="
        + mchid
        + ", out_trade_no="
        + outTradeNo
        + ", out_refund_no="
        + outRefundNo
        + ", refund_id="
        + refundId
        + ", refund_status="
        + refundStatus
        + ", refund="
        + refund
        + "]";
  }
}
