package io.github.paybell.simulator.wire;

import io.github.paybell.protocol.v3.V3Amount;
import io.github.paybell.protocol.v3.V3CombinedTransaction;
import io.github.paybell.protocol.v3.V3Payer;
import io.github.paybell.protocol.v3.V3Promotion;
import io.github.paybell.protocol.v3.V3RefundResult;
import io.github.paybell.protocol.v3.V3SubOrder;
import io.github.paybell.protocol.v3.V3Transaction;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformPayment;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Terms;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments and refunds in the words of v3, as notifications and queries share them. */
public final class V3Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  private V3Words() {}

  /**
   * A payment of a direct merchant or of a partner.
   *
   * @param order paid
   * @throws NullPointerException if it is not paid
   */
  public static V3Transaction payment(PlatformOrder order) {
    Terms terms = order.terms();
    PlatformPayment payment = order.paid();
    return new V3Transaction(
        terms.appid(),
        terms.mchid(),
        terms.subAppid(),
        terms.subMchid(),
        terms.outTradeNo(),
        payment.transactionId(),
        terms.tradeType().name(),
        order.tradeState().name(),
        order.tradeState().description(),
        payment.bankType(),
        terms.attach(),
        time(payment.paidAt()),
        amount(order),
        payer(terms, payment),
        terms.deviceInfo(),
        null,
        promotions(order),
        Map.of());
  }

  /**
   * A combined payment.
   *
   * @param combination what was asked for
   * @param orders all its parts, paid, in its order
   * @throws NullPointerException if one is not paid
   */
  public static V3CombinedTransaction combined(
      Combination combination, List<PlatformOrder> orders) {
    String openid = combination.openid();
    return new V3CombinedTransaction(
        combination.combineAppid(),
        combination.combineMchid(),
        combination.combineOutTradeNo(),
        null,
        combination.deviceId(),
        new V3Payer(openid == null ? orders.get(0).paid().openid() : openid, null, null),
        orders.stream().map(V3Words::part).toList(),
        Map.of());
  }

  /**
   * What became of a refund, or that it is under way.
   *
   * @param order paid
   * @param refund one of its refunds
   */
  public static V3RefundResult refund(PlatformOrder order, PlatformRefund refund) {
    Terms terms = order.terms();
    Instant success = refund.successTime();
    return new V3RefundResult(
        terms.mchid(),
        terms.subMchid(),
        terms.outTradeNo(),
        order.paid().transactionId(),
        refund.terms().outRefundNo(),
        refund.refundId(),
        refund.status().name(),
        success == null ? null : time(success),
        refund.receivedAccount(),
        terms.total(),
        refund.terms().refund(),
        order.payerTotal(),
        refund.payerRefund(),
        null,
        null,
        Map.of());
  }

  /** As v3 writes a moment: Beijing time, whole seconds, {@code 2026-01-01T08:00:00+08:00}. */
  public static String time(Instant moment) {
    return TIME.format(moment.atOffset(PlatformTime.OFFSET));
  }

  private static V3SubOrder part(PlatformOrder order) {
    Terms terms = order.terms();
    PlatformPayment payment = order.paid();
    return new V3SubOrder(
        terms.mchid(),
        terms.subMchid(),
        terms.subAppid(),
        subOpenid(terms, payment),
        terms.outTradeNo(),
        payment.transactionId(),
        terms.tradeType().name(),
        order.tradeState().name(),
        payment.bankType(),
        terms.attach(),
        time(payment.paidAt()),
        amount(order),
        promotions(order),
        Map.of());
  }

  private static V3Amount amount(PlatformOrder order) {
    String currency = order.terms().currency();
    return new V3Amount(order.terms().total(), currency, order.payerTotal(), currency);
  }

  private static V3Payer payer(Terms terms, PlatformPayment payment) {
    return terms.isPartner()
        ? new V3Payer(null, payment.openid(), subOpenid(terms, payment))
        : new V3Payer(payment.openid(), null, null);
  }

  /** Only an order with a {@code sub_appid} has one. */
  private static @Nullable String subOpenid(Terms terms, PlatformPayment payment) {
    if (terms.subAppid() == null) {
      return null;
    }
    String named = terms.subOpenid();
    return named == null ? payment.openid() : named;
  }

  private static List<V3Promotion> promotions(PlatformOrder order) {
    String currency = order.terms().currency();
    return order.paid().coupons().stream().map(coupon -> promotion(coupon, currency)).toList();
  }

  private static V3Promotion promotion(Coupon coupon, String currency) {
    // Of the two kinds only the merchant's own discount certainly costs the merchant; who paid for
    // a pre-funded coupon varies, and here it is WeChat Pay.
    boolean merchants = coupon.type() == Coupon.Type.NO_CASH;
    return new V3Promotion(
        coupon.id(),
        coupon.name(),
        "GLOBAL",
        coupon.type().v3(),
        coupon.fee(),
        coupon.stockId(),
        merchants ? 0 : coupon.fee(),
        merchants ? coupon.fee() : 0,
        0L,
        currency,
        List.of(),
        Map.of());
  }
}
