package io.github.paybell.server.office;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.OrderView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the office shows it. */
record OrderAnswer(
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "out_trade_no", required = true) String outTradeNo,
    @JsonProperty(value = "trade_state", required = true) String tradeState,
    @JsonProperty(value = "amount", required = true) PaidAmount amount,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    @JsonProperty("success_time") @Nullable String successTime,
    @JsonProperty(value = "late", required = true) boolean late,
    @JsonProperty(value = "duplicate", required = true) boolean duplicate,
    @JsonProperty(value = "version", required = true) long version,
    @JsonProperty("reference") @Nullable String reference,
    @JsonProperty("expires_at") @Nullable Instant expiresAt,
    @JsonProperty("description") @Nullable String description,
    @JsonProperty("attach") @Nullable String attach,
    @JsonProperty("appid") @Nullable String appid,
    @JsonProperty("sub_mchid") @Nullable String subMchid,
    @JsonProperty(value = "problems", required = true) List<ProblemAnswer> problems,
    @JsonProperty(value = "timeline", required = true) List<Entry> timeline,
    @JsonProperty(value = "refunds", required = true) List<Refund> refunds) {

  /**
   * What is expected and what was paid.
   *
   * @param total fen
   * @param payerTotal fen, after coupons; null until paid
   */
  record PaidAmount(
      @JsonProperty(value = "total", required = true) long total,
      @JsonProperty("payer_total") @Nullable Long payerTotal,
      @JsonProperty(value = "currency", required = true) String currency) {}

  /** One line of the history. */
  record Entry(
      @JsonProperty(value = "at", required = true) Instant at,
      @JsonProperty(value = "what", required = true) String what,
      @JsonProperty("version") @Nullable Long version,
      @JsonProperty("detail") @Nullable String detail) {}

  /**
   * A refund of the order.
   *
   * @param amount of the refund, fen
   */
  record Refund(
      @JsonProperty(value = "out_refund_no", required = true) String outRefundNo,
      @JsonProperty("refund_id") @Nullable String refundId,
      @JsonProperty(value = "refund_status", required = true) String refundStatus,
      @JsonProperty(value = "amount", required = true) RefundAmount amount,
      @JsonProperty("success_time") @Nullable String successTime) {}

  /**
   * How much goes back.
   *
   * @param refund fen
   */
  record RefundAmount(@JsonProperty(value = "refund", required = true) long refund) {}

  static OrderAnswer of(OrderView view) {
    return new OrderAnswer(
        view.account(),
        view.outTradeNo(),
        view.tradeState(),
        new PaidAmount(view.total(), view.payerTotal(), view.currency()),
        view.transactionId(),
        view.successTime(),
        view.late(),
        view.duplicate(),
        view.version(),
        view.reference(),
        view.expiresAt(),
        view.description(),
        view.attach(),
        view.appid(),
        view.subMchid(),
        view.problems().stream().map(ProblemAnswer::of).toList(),
        view.timeline().stream()
            .map(e -> new Entry(e.at(), e.what(), e.version(), e.detail()))
            .toList(),
        view.refunds().stream()
            .map(
                r ->
                    new Refund(
                        r.outRefundNo(),
                        r.refundId(),
                        r.refundStatus(),
                        new RefundAmount(r.amount()),
                        r.successTime()))
            .toList());
  }
}
