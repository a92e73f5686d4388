package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.RefundView;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the admin API shows it.
 *
 * @param transactionId the payment that it gives back
 * @param refundId null: WeChat Pay has not accepted it
 * @param refundStatus WeChat Pay's, or {@code REFUSED}: it does not have the refund, and gets it
 *     again only if it is asked for again
 * @param wechatCode what WeChat Pay said when it last said no; null: it did not
 * @param wechatMessage in its own words, for people
 * @param refreshed with {@code ?refresh=true} only: whether all that WeChat Pay says now is in here
 * @param refreshError why it is not; for people
 */
record RefundResponse(
    @JsonProperty(value = "out_refund_no", required = true) String outRefundNo,
    @JsonProperty(value = "out_trade_no", required = true) String outTradeNo,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    @JsonProperty("refund_id") @Nullable String refundId,
    @JsonProperty(value = "refund_status", required = true) String refundStatus,
    @JsonProperty(value = "amount", required = true) RefundAmount amount,
    @JsonProperty("reason") @Nullable String reason,
    @JsonProperty("success_time") @Nullable String successTime,
    @JsonProperty("wechat_code") @Nullable String wechatCode,
    @JsonProperty("wechat_message") @Nullable String wechatMessage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("refreshed")
        @Nullable Boolean refreshed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("refresh_error")
        @Nullable String refreshError) {

  /**
   * How much goes back, all in fen.
   *
   * @param total what the payment's order asked for; null: the refund was seen, not asked for here
   * @param payerRefund what of it goes to the payer in money; null: not told yet
   * @param settlementRefund what of it the merchant's account gives; null: not told yet
   */
  record RefundAmount(
      @JsonProperty(value = "refund", required = true) long refund,
      @JsonProperty("total") @Nullable Long total,
      @JsonProperty("payer_refund") @Nullable Long payerRefund,
      @JsonProperty("settlement_refund") @Nullable Long settlementRefund,
      @JsonProperty("currency") @Nullable String currency) {}

  static RefundResponse of(RefundView view) {
    return new RefundResponse(
        view.outRefundNo(),
        view.outTradeNo(),
        view.transactionId(),
        view.refundId(),
        view.refundStatus(),
        new RefundAmount(
            view.amount(),
            view.total(),
            view.payerRefund(),
            view.settlementRefund(),
            view.currency()),
        view.reason(),
        view.successTime(),
        view.refusedCode(),
        view.refusedMessage(),
        null,
        null);
  }

  /**
   * With what became of asking WeChat Pay first.
   *
   * @param error null: all that WeChat Pay says is in here
   */
  RefundResponse refreshed(@Nullable String error) {
    return new RefundResponse(
        outRefundNo,
        outTradeNo,
        transactionId,
        refundId,
        refundStatus,
        amount,
        reason,
        successTime,
        wechatCode,
        wechatMessage,
        error == null,
        error);
  }
}
