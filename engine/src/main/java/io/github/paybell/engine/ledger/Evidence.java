package io.github.paybell.engine.ledger;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing learnt about one order, from whatever source: a notification, the answer of a query and
 * a line of the bill are the same value here, so that there is one judge and one ledger
 * (CONFLUENT).
 *
 * @param account whose order it is
 * @param mchid as the message names it; null when the messenger does not say
 * @param appid null when the messenger does not say, or says one that is not the order's (combined
 *     payments)
 * @param tradeState the order's state as told; SUCCESS for a refund, whose own status is in {@code
 *     refund}
 * @param total fen, what the order asked for; never null when {@code tradeState} is a paid one
 * @param currency ISO 4217; null with a refund notification, which carries none
 * @param payerTotal fen, what the user paid after coupons
 * @param successTime as WeChat Pay gave it, with its zone
 * @param refund null: this is about the payment
 * @param confirmed false where the message proves knowledge of a key but carries no signature (v2
 *     refund notifications), or its signature may be another message's (doubtful v2 notifications):
 *     it claims nothing until WeChat Pay was asked
 * @param merchantKnown false where a combined payment's sub-order names a merchant that is not
 *     configured
 * @param details what a payment says besides; {@link PaymentDetails#NONE} with a refund
 */
public record Evidence(
    UUID id,
    String account,
    Source source,
    @Nullable String mchid,
    @Nullable String appid,
    @Nullable String subMchid,
    String outTradeNo,
    @Nullable String transactionId,
    TradeState tradeState,
    @Nullable Long total,
    @Nullable String currency,
    @Nullable Long payerTotal,
    @Nullable String payerCurrency,
    @Nullable String successTime,
    @Nullable String attach,
    @Nullable RefundFacts refund,
    boolean confirmed,
    boolean merchantKnown,
    PaymentDetails details) {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /** Who told it. */
  public enum Source {
    NOTIFICATION,
    QUERY,
    BILL;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was learnt of a refund.
   *
   * @param amount fen, this refund as it was asked for
   * @param payerRefund fen, what of it goes back to the payer in money; the rest returns to coupons
   * @param settlementRefund fen, what of it the merchant's account gives: without the NO_CASH
   *     coupons' part
   */
  public record RefundFacts(
      String outRefundNo,
      @Nullable String refundId,
      RefundStatus status,
      long amount,
      @Nullable Long payerRefund,
      @Nullable Long settlementRefund) {
    public RefundFacts {
      key("out_refund_no", outRefundNo, 64);
      key("refund_id", refundId, 64);
      if (amount < 0) {
        throw new UnfitMemberException("amount.refund", "is negative");
      }
      payerRefund = Fit.fen(payerRefund);
      settlementRefund = Fit.fen(settlementRefund);
    }
  }

  /**
   * What decides must fit; of everything else what does not fit is left out, so that no payment is
   * lost for it.
   *
   * @throws UnfitMemberException if a member that decides cannot be what it says: longer than
   *     WeChat Pay allows, a negative amount, a payment without transaction_id or amount
   */
  public Evidence {
    key("out_trade_no", outTradeNo, 32);
    key("transaction_id", transactionId, 32);
    key("mchid", mchid, 32);
    key("appid", appid, 32);
    key("sub_mchid", subMchid, 32);
    // ISO 4217, and as wide as the columns that it may be written to.
    key("currency", currency, 3);
    if (tradeState.paid()) {
      required("transaction_id", transactionId);
      required("amount.total", total);
    }
    if (total != null && total < 0) {
      throw new UnfitMemberException("amount.total", "is negative");
    }
    payerTotal = Fit.fen(payerTotal);
    payerCurrency = Fit.text(payerCurrency, 16);
    successTime = Fit.text(successTime, 40);
    attach = Fit.text(attach, 512);
  }

  private static void required(String name, @Nullable Object value) {
    if (value == null) {
      throw new UnfitMemberException(name, "is absent");
    }
  }

  private static void key(String name, @Nullable String value, int characters) {
    if (value != null && (value.length() > characters || !KEY.matcher(value).matches())) {
      throw new UnfitMemberException(
          name, "is not 1 to " + characters + " printable ASCII characters");
    }
  }

  /** Begins evidence about an order; {@code payment} or {@code refund} ends it. */
  public static Builder about(OrderKey order, UUID id, Source source) {
    return new Builder(order, id, source);
  }

  /** The order it is about. */
  public OrderKey order() {
    return new OrderKey(account, outTradeNo);
  }

  /** The same, of a payer who is kept elsewhere. */
  Evidence withPayer(PaymentDetails.@Nullable Payer payer) {
    return new Evidence(
        id,
        account,
        source,
        mchid,
        appid,
        subMchid,
        outTradeNo,
        transactionId,
        tradeState,
        total,
        currency,
        payerTotal,
        payerCurrency,
        successTime,
        attach,
        refund,
        confirmed,
        merchantKnown,
        details.withPayer(payer));
  }

  String kind() {
    return refund == null ? "payment" : "refund";
  }

  @Override
  public String toString() {
    return "Evidence[" + id + " about " + order() + "]";
  }

  /**
   * Evidence with its members by name; what is not set was not told. Not thread-safe; of one use.
   */
  public static final class Builder {
    private final OrderKey order;
    private final UUID id;
    private final Source source;
    private @Nullable String mchid;
    private @Nullable String appid;
    private @Nullable String subMchid;
    private @Nullable String transactionId;
    private @Nullable Long total;
    private @Nullable String currency;
    private @Nullable Long payerTotal;
    private @Nullable String payerCurrency;
    private @Nullable String successTime;
    private @Nullable String attach;
    private boolean confirmed = true;
    private boolean merchantKnown = true;

    private Builder(OrderKey order, UUID id, Source source) {
      this.order = order;
      this.id = id;
      this.source = source;
    }

    /** Sets {@link Evidence#mchid}. */
    public Builder mchid(@Nullable String mchid) {
      this.mchid = mchid;
      return this;
    }

    /** Sets {@link Evidence#appid}. */
    public Builder appid(@Nullable String appid) {
      this.appid = appid;
      return this;
    }

    /** Sets {@link Evidence#subMchid}. */
    public Builder subMchid(@Nullable String subMchid) {
      this.subMchid = subMchid;
      return this;
    }

    /** Sets {@link Evidence#transactionId}. */
    public Builder transactionId(@Nullable String transactionId) {
      this.transactionId = transactionId;
      return this;
    }

    /** Sets {@link Evidence#total}, fen. */
    public Builder total(@Nullable Long total) {
      this.total = total;
      return this;
    }

    /** Sets {@link Evidence#currency}. */
    public Builder currency(@Nullable String currency) {
      this.currency = currency;
      return this;
    }

    /** Sets {@link Evidence#payerTotal}, fen. */
    public Builder payerTotal(@Nullable Long payerTotal) {
      this.payerTotal = payerTotal;
      return this;
    }

    /** Sets {@link Evidence#payerCurrency}. */
    public Builder payerCurrency(@Nullable String payerCurrency) {
      this.payerCurrency = payerCurrency;
      return this;
    }

    /** Sets {@link Evidence#successTime}. */
    public Builder successTime(@Nullable String successTime) {
      this.successTime = successTime;
      return this;
    }

    /** Sets {@link Evidence#attach}. */
    public Builder attach(@Nullable String attach) {
      this.attach = attach;
      return this;
    }

    /** Sets {@link Evidence#confirmed}, true unless set. */
    public Builder confirmed(boolean confirmed) {
      this.confirmed = confirmed;
      return this;
    }

    /** Sets {@link Evidence#merchantKnown}, true unless set. */
    public Builder merchantKnown(boolean merchantKnown) {
      this.merchantKnown = merchantKnown;
      return this;
    }

    /**
     * What was told of the order itself, without details.
     *
     * @throws UnfitMemberException if a member that decides cannot be what it says
     */
    public Evidence payment(TradeState state) {
      return payment(state, PaymentDetails.NONE);
    }

    /**
     * What was told of the order itself.
     *
     * @throws UnfitMemberException if a member that decides cannot be what it says
     */
    public Evidence payment(TradeState state, PaymentDetails details) {
      return evidence(state, null, details);
    }

    /**
     * What was told of a refund. Who says that an order is paid must say how much; the order's
     * state is not judged with a refund.
     *
     * @throws UnfitMemberException if a member that decides cannot be what it says
     */
    public Evidence refund(RefundFacts refund) {
      var state = total == null ? TradeState.NOTPAY : TradeState.SUCCESS;
      return evidence(state, refund, PaymentDetails.NONE);
    }

    private Evidence evidence(
        TradeState state, @Nullable RefundFacts refund, PaymentDetails details) {
      return new Evidence(
          id,
          order.account(),
          source,
          mchid,
          appid,
          subMchid,
          order.outTradeNo(),
          transactionId,
          state,
          total,
          currency,
          payerTotal,
          payerCurrency,
          successTime,
          attach,
          refund,
          confirmed,
          merchantKnown,
          details);
    }
  }
}
