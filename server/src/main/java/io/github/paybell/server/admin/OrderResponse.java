package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.inbox.RejectionView;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.PaymentDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the admin API shows it.
 *
 * @param attach the payment's, else the registered one
 * @param mchid as the payment names it
 * @param tradeType the payment's, else as it was placed through Paybell; null: neither is known
 * @param settlementTotal fen
 * @param promotionDetail the coupons that were used
 * @param latePayment {@code accept}, {@code refund} or {@code hold}; null: as the account is set
 * @param duplicatePayment likewise
 * @param rejections with {@code GET} only: refused requests that claim to be about this order, the
 *     newest 16; nothing of it is proved
 * @param warnings what will not work for this order; absent if nothing
 * @param refreshed with {@code ?refresh=true} only: whether all that WeChat Pay says now is in here
 * @param refreshError why it is not; for people
 */
record OrderResponse(
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
    @JsonProperty("mchid") @Nullable String mchid,
    @JsonProperty("trade_type") @Nullable String tradeType,
    @JsonProperty("bank_type") @Nullable String bankType,
    @JsonProperty("settlement_total") @Nullable Long settlementTotal,
    @JsonProperty("payer") @Nullable HintedPayer payer,
    @JsonProperty(value = "promotion_detail", required = true)
        List<PromotionResponse> promotionDetail,
    @JsonProperty("late_payment") @Nullable String latePayment,
    @JsonProperty("duplicate_payment") @Nullable String duplicatePayment,
    @JsonProperty("last_query") @Nullable LastQuery lastQuery,
    @JsonProperty(value = "problems", required = true) List<ProblemResponse> problems,
    @JsonProperty(value = "timeline", required = true) List<Entry> timeline,
    @JsonProperty(value = "refunds", required = true) List<RefundResponse> refunds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("rejections")
        @Nullable List<RejectionResponse> rejections,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("warnings")
        @Nullable List<String> warnings,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("refreshed")
        @Nullable Boolean refreshed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("refresh_error")
        @Nullable String refreshError) {

  /**
   * What is expected and what was paid.
   *
   * @param total fen
   * @param payerTotal fen, after coupons; null until paid
   * @param payerCurrency null until paid
   */
  record PaidAmount(
      @JsonProperty(value = "total", required = true) long total,
      @JsonProperty("payer_total") @Nullable Long payerTotal,
      @JsonProperty(value = "currency", required = true) String currency,
      @JsonProperty("payer_currency") @Nullable String payerCurrency) {}

  /**
   * Who paid, as far as it is shown without a reason.
   *
   * @param hint the last characters of the openid
   */
  record HintedPayer(@JsonProperty(value = "hint", required = true) String hint) {}

  /**
   * What WeChat Pay said when it was asked last.
   *
   * @param said a {@code trade_state}, an error code of WeChat Pay, or why there was no answer
   * @param queries how often it was asked
   */
  record LastQuery(
      @JsonProperty(value = "at", required = true) Instant at,
      @JsonProperty(value = "said", required = true) String said,
      @JsonProperty(value = "queries", required = true) long queries) {
    static @Nullable LastQuery of(OrderView.@Nullable LastQuery view) {
      return view == null ? null : new LastQuery(view.at(), view.said(), view.queries());
    }
  }

  /** One line of the history. */
  record Entry(
      @JsonProperty(value = "at", required = true) Instant at,
      @JsonProperty(value = "what", required = true) String what,
      @JsonProperty("version") @Nullable Long version,
      @JsonProperty("detail") @Nullable String detail) {}

  static OrderResponse of(OrderView view) {
    return of(view, null);
  }

  /**
   * With the refused requests that name it.
   *
   * @param rejections null: they are not shown
   */
  static OrderResponse of(OrderView view, @Nullable List<RejectionView> rejections) {
    var paid = view.payment();
    var details = paid == null ? PaymentDetails.NONE : paid.details();
    return new OrderResponse(
        view.account(),
        view.outTradeNo(),
        view.tradeState(),
        new PaidAmount(
            view.total(),
            view.payerTotal(),
            view.currency(),
            paid == null ? null : paid.payerCurrency()),
        view.transactionId(),
        view.successTime(),
        view.late(),
        view.duplicate(),
        view.version(),
        view.reference(),
        view.expiresAt(),
        view.description(),
        paid == null ? view.attach() : said(paid.attach(), view.attach()),
        paid == null ? view.appid() : said(paid.appid(), view.appid()),
        paid == null ? view.subMchid() : said(paid.subMchid(), view.subMchid()),
        paid == null ? null : paid.mchid(),
        said(details.tradeType(), view.placedAs() == null ? null : view.placedAs().tradeType()),
        details.bankType(),
        details.settlementTotal(),
        paid == null || paid.payerHint() == null ? null : new HintedPayer("…" + paid.payerHint()),
        details.promotionDetail().stream().map(PromotionResponse::of).toList(),
        name(view.policies().late()),
        name(view.policies().duplicate()),
        LastQuery.of(view.lastQuery()),
        view.problems().stream().map(ProblemResponse::of).toList(),
        view.timeline().stream()
            .map(e -> new Entry(e.at(), e.what(), e.version(), e.detail()))
            .toList(),
        view.refunds().stream().map(RefundResponse::of).toList(),
        rejections == null ? null : rejections.stream().map(RejectionResponse::of).toList(),
        null,
        null,
        null);
  }

  private static @Nullable String said(@Nullable String byPayment, @Nullable String byOrder) {
    return byPayment == null ? byOrder : byPayment;
  }

  private static @Nullable String name(@Nullable MoneyPolicy policy) {
    return policy == null ? null : policy.wireName();
  }

  /**
   * With what became of asking WeChat Pay first.
   *
   * @param error null: all that WeChat Pay says is in here
   */
  OrderResponse refreshed(@Nullable String error) {
    return with(warnings, error == null, error);
  }

  /** With what will not work for this order. */
  OrderResponse warned(String warning) {
    return with(List.of(warning), refreshed, refreshError);
  }

  private OrderResponse with(
      @Nullable List<String> warnings, @Nullable Boolean refreshed, @Nullable String refreshError) {
    return new OrderResponse(
        account,
        outTradeNo,
        tradeState,
        amount,
        transactionId,
        successTime,
        late,
        duplicate,
        version,
        reference,
        expiresAt,
        description,
        attach,
        appid,
        subMchid,
        mchid,
        tradeType,
        bankType,
        settlementTotal,
        payer,
        promotionDetail,
        latePayment,
        duplicatePayment,
        lastQuery,
        problems,
        timeline,
        refunds,
        rejections,
        warnings,
        refreshed,
        refreshError);
  }
}
