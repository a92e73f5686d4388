package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.store.Ids;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as tests tell it: about an order of 100 fen in CNY of the merchant below, paid by one
 * transaction, unless a {@code with} says otherwise.
 */
record Told(
    String outTradeNo,
    @Nullable String transactionId,
    TradeState tradeState,
    @Nullable Long total,
    @Nullable String currency,
    @Nullable String mchid,
    @Nullable String appid,
    @Nullable String subMchid,
    @Nullable RefundFacts refund,
    boolean confirmed,
    boolean merchantKnown) {
  static final String ACCOUNT = "shop";
  static final String MCHID = "1900000109";
  static final String APPID = "wx8888888888888888";
  static final String SUB_MCHID = "1900000119";
  static final Identity IDENTITY =
      new Identity(MCHID, Set.of(APPID), Set.of(SUB_MCHID), Policies.UNSET);

  static Told paid(String outTradeNo, String transactionId) {
    return new Told(
        outTradeNo,
        transactionId,
        TradeState.SUCCESS,
        100L,
        "CNY",
        MCHID,
        null,
        null,
        null,
        true,
        true);
  }

  /** What a query says of an order that is not paid. */
  static Told unpaid(String outTradeNo, TradeState state) {
    return new Told(outTradeNo, null, state, null, null, MCHID, null, null, null, true, true);
  }

  Told refund(String outRefundNo, RefundStatus status, long fen) {
    return new Told(
        outTradeNo,
        transactionId,
        TradeState.SUCCESS,
        total,
        null,
        mchid,
        appid,
        subMchid,
        new RefundFacts(outRefundNo, "wx-" + outRefundNo, status, fen, null, null),
        confirmed,
        merchantKnown);
  }

  Told withState(TradeState state) {
    return new Told(
        outTradeNo,
        transactionId,
        state,
        total,
        currency,
        mchid,
        appid,
        subMchid,
        refund,
        confirmed,
        merchantKnown);
  }

  Told withTotal(long fen) {
    return new Told(
        outTradeNo,
        transactionId,
        tradeState,
        fen,
        currency,
        mchid,
        appid,
        subMchid,
        refund,
        confirmed,
        merchantKnown);
  }

  Told withCurrency(String other) {
    return new Told(
        outTradeNo,
        transactionId,
        tradeState,
        total,
        other,
        mchid,
        appid,
        subMchid,
        refund,
        confirmed,
        merchantKnown);
  }

  Told withIdentity(
      @Nullable String otherMchid, @Nullable String otherAppid, @Nullable String otherSubMchid) {
    return new Told(
        outTradeNo,
        transactionId,
        tradeState,
        total,
        currency,
        otherMchid,
        otherAppid,
        otherSubMchid,
        refund,
        confirmed,
        merchantKnown);
  }

  Told unconfirmed() {
    return new Told(
        outTradeNo,
        transactionId,
        tradeState,
        total,
        currency,
        mchid,
        appid,
        subMchid,
        refund,
        false,
        merchantKnown);
  }

  Told ofUnknownMerchant() {
    return new Told(
        outTradeNo,
        transactionId,
        tradeState,
        total,
        currency,
        mchid,
        appid,
        subMchid,
        refund,
        confirmed,
        false);
  }

  /** The same words from one messenger's next visit: a new piece of evidence. */
  Evidence evidence() {
    var told =
        Evidence.about(new OrderKey(ACCOUNT, outTradeNo), Ids.at(0), Source.QUERY)
            .mchid(mchid)
            .appid(appid)
            .subMchid(subMchid)
            .transactionId(transactionId)
            .total(total)
            .currency(currency)
            .payerTotal(total)
            .payerCurrency(currency)
            .successTime(tradeState.paid() ? "2026-01-05T09:30:12+08:00" : null)
            .confirmed(confirmed)
            .merchantKnown(merchantKnown);
    return refund == null ? told.payment(tradeState) : told.refund(refund);
  }

  @Override
  public String toString() {
    return outTradeNo
        + " "
        + (refund == null ? tradeState : refund.outRefundNo() + " " + refund.status())
        + (total == null ? "" : " " + total)
        + (confirmed ? "" : " unconfirmed");
  }
}
