package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.ledger.V2Promotions;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.protocol.v2.V2AnswerFields;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns proved answers into evidence: v2's words become v3's, in the same way as those of
 * notifications, so that the ledger cannot tell who was first (CONFLUENT). Thread-safe.
 *
 * <p>Its methods throw {@link IllegalArgumentException}, naming the field and never its value, if
 * the answer is not about what was asked or cannot be read.
 */
final class V2Evidence {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final String CNY = "CNY";

  private final Clock clock;

  V2Evidence(Clock clock) {
    this.clock = clock;
  }

  /**
   * What was asked, and what the answer has to be about.
   *
   * @param appid as the call named it
   */
  record Question(Account account, String appid, @Nullable String subMchid, String outTradeNo) {}

  /** The answer of orderquery. */
  Evidence order(Question asked, V2AnswerFields fields) {
    TradeState state = state(fields.neededText("trade_state"));
    boolean paid = state.paid();
    return evidence(
        asked,
        fields,
        fields.text("transaction_id"),
        state,
        paid ? Long.valueOf(fields.neededAmount("total_fee")) : fields.amount("total_fee"),
        currency(fields, "fee_type", paid),
        paid ? fields.amount("cash_fee") : null,
        currency(fields, "cash_fee_type", paid),
        fields.time("time_end"),
        fields.text("attach"),
        null,
        paid ? details(fields) : PaymentDetails.NONE);
  }

  /** What an order says besides, in v3's names, as a notification does (TOLD_WHOLE). */
  private static PaymentDetails details(V2AnswerFields fields) {
    return new PaymentDetails(
        Payer.of(fields.text("openid"), fields.text("sub_openid")),
        fields.text("trade_type"),
        fields.text("bank_type"),
        fields.amount("settlement_total_fee"),
        V2Promotions.of(
            fields.text("promotion_detail"),
            fields.coupons().stream()
                .map(it -> Promotion.ofV2(it.couponId(), it.couponType(), it.couponFee()))
                .toList()));
  }

  /** The answer of refund: it says that it was accepted, not that it was done. */
  Evidence refund(Question asked, String outRefundNo, V2AnswerFields fields) {
    RefundFacts facts = facts(fields, "", RefundStatus.PROCESSING, "coupon_refund_fee");
    require("out_refund_no", outRefundNo, facts.outRefundNo());
    return refund(asked, fields, facts, null);
  }

  /** The refund that was asked for, among those that the answer of refundquery lists. */
  Evidence queriedRefund(Question asked, String outRefundNo, V2AnswerFields fields) {
    String n = null;
    for (String name : fields.all().keySet()) {
      if (name.matches("out_refund_no_[0-9]+") && outRefundNo.equals(fields.text(name))) {
        n = name.substring("out_refund_no".length());
      }
    }
    if (n == null) {
      throw new IllegalArgumentException("the answer has not the refund that was asked for");
    }
    RefundStatus status = refundStatus(fields.neededText("refund_status" + n));
    return refund(
        asked,
        fields,
        facts(fields, n, status, "coupon_refund_fee" + n),
        fields.time("refund_success_time" + n));
  }

  private Evidence refund(
      Question asked, V2AnswerFields fields, RefundFacts facts, @Nullable Instant successTime) {
    Long total = fields.amount("total_fee");
    return evidence(
        asked,
        fields,
        fields.neededText("transaction_id"),
        // Who says that an order is paid must say how much. The state is not judged with a refund.
        total == null ? TradeState.NOTPAY : TradeState.SUCCESS,
        total,
        fields.text("fee_type"),
        null,
        null,
        successTime,
        null,
        facts,
        PaymentDetails.NONE);
  }

  /**
   * One refund's facts.
   *
   * @param n the end of the fields' names
   * @param couponPart the field with what of it goes back to coupons
   */
  private static RefundFacts facts(
      V2AnswerFields fields, String n, RefundStatus status, String couponPart) {
    long amount = fields.neededAmount("refund_fee" + n);
    Long cash = fields.amount("cash_refund_fee" + n);
    if (cash == null && isCny(fields)) {
      Long coupons = fields.amount(couponPart);
      cash = amount - (coupons == null ? 0 : coupons);
    }
    Long settlement = fields.amount("settlement_refund_fee" + n);
    if (settlement == null && isCny(fields)) {
      // Left out where no NO_CASH coupon was used, and then nothing is taken off.
      settlement = amount;
    }
    return new RefundFacts(
        fields.neededText("out_refund_no" + n),
        fields.neededText("refund_id" + n),
        status,
        amount,
        cash,
        settlement);
  }

  /** With two currencies the subtraction has no meaning. */
  private static boolean isCny(V2AnswerFields fields) {
    return CNY.equals(currency(fields, "fee_type", true))
        && CNY.equals(currency(fields, "cash_fee_type", true));
  }

  private Evidence evidence(
      Question asked,
      V2AnswerFields fields,
      @Nullable String transactionId,
      TradeState state,
      @Nullable Long total,
      @Nullable String currency,
      @Nullable Long payerTotal,
      @Nullable String payerCurrency,
      @Nullable Instant successTime,
      @Nullable String attach,
      @Nullable RefundFacts refund,
      PaymentDetails details) {
    require("out_trade_no", asked.outTradeNo(), fields.neededText("out_trade_no"));
    var told =
        Evidence.about(
                new OrderKey(asked.account().name(), asked.outTradeNo()),
                Ids.at(clock.millis()),
                Source.QUERY)
            .mchid(fields.neededText("mch_id"))
            .appid(appid(asked, fields))
            .subMchid(subMchid(asked, fields))
            .transactionId(transactionId)
            .total(total)
            .currency(currency)
            .payerTotal(payerTotal)
            .payerCurrency(payerCurrency)
            .successTime(
                successTime == null
                    ? null
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(successTime.atOffset(BEIJING)))
            .attach(attach);
    return refund == null ? told.payment(state, details) : told.refund(refund);
  }

  /**
   * An account with several appids asks with one of them, whichever the order has; an answer that
   * only repeats it says nothing of the order's.
   */
  private static @Nullable String appid(Question asked, V2AnswerFields fields) {
    String told = fields.text("appid");
    boolean echo = asked.account().appids().size() != 1 && asked.appid().equals(told);
    return echo ? null : told;
  }

  private static @Nullable String subMchid(Question asked, V2AnswerFields fields) {
    String told = fields.text("sub_mch_id");
    if (asked.subMchid() != null && told != null) {
      require("sub_mch_id", asked.subMchid(), told);
    }
    return told == null ? asked.subMchid() : told;
  }

  private static void require(String name, String asked, String told) {
    if (!Objects.equals(asked, told)) {
      throw new IllegalArgumentException("the answer is about another " + name);
    }
  }

  private static @Nullable String currency(V2AnswerFields fields, String name, boolean paid) {
    String told = fields.text(name);
    return told == null && paid ? CNY : told;
  }

  private static TradeState state(String v2) {
    return switch (v2) {
      case "SUCCESS" -> TradeState.SUCCESS;
      case "REFUND" -> TradeState.REFUND;
      // The second word is that of the documents of 2014.
      case "NOTPAY", "NOPAY" -> TradeState.NOTPAY;
      case "CLOSED" -> TradeState.CLOSED;
      case "REVOKED" -> TradeState.REVOKED;
      case "PAYERROR" -> TradeState.PAYERROR;
      // USERPAYING, ACCEPT, and whatever is added later: not paid and not at its end.
      default -> TradeState.USERPAYING;
    };
  }

  private static RefundStatus refundStatus(String v2) {
    return switch (v2) {
      case "PROCESSING" -> RefundStatus.PROCESSING;
      case "SUCCESS" -> RefundStatus.SUCCESS;
      case "CHANGE" -> RefundStatus.ABNORMAL;
      case "REFUNDCLOSE" -> RefundStatus.CLOSED;
      default -> throw new IllegalArgumentException("refund_status is none of the documented ones");
    };
  }
}
