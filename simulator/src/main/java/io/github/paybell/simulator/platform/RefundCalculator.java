package io.github.paybell.simulator.platform;

import io.github.paybell.simulator.platform.Refused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;

/** What may be refunded, and who gets which part of it back. */
final class RefundCalculator {
  private static final Duration REFUNDABLE = Duration.ofDays(365);
  private static final int MOST_REFUNDS = 50;

  private RefundCalculator() {}

  /**
   * A new refund of an order, under way.
   *
   * @throws Refused NOT_PAID and those whose names begin with REFUND_TO
   */
  static PlatformRefund take(
      PlatformOrder order, RefundTerms terms, Rules rules, Instant now, Dice dice) {
    require(order, terms, rules, now);
    PlatformOrderKey key = new PlatformOrderKey(terms.order().mchid(), terms.outRefundNo());
    long payerRefund = payerShare(order, terms.refund());
    return new PlatformRefund(
        terms,
        "50"
            + dice.digits(8, "refund", key)
            + PlatformTime.digits(now)
            + dice.digits(11, "refund number", key),
        now,
        PlatformRefund.Status.PROCESSING,
        null,
        "支付用户零钱",
        payerRefund,
        noCashShare(order, terms.refund() - payerRefund));
  }

  private static void require(PlatformOrder order, RefundTerms terms, Rules rules, Instant now) {
    if (!order.tradeState().isPaid()) {
      throw new Refused(Reason.NOT_PAID, "订单未支付，不能退款");
    }
    if (terms.total() != order.terms().total()) {
      throw new Refused(Reason.REFUND_TOTAL_DIFFERS, "订单金额与原订单不一致，请核实后再试");
    }
    if (order.refunded() + terms.refund() > order.terms().total()) {
      throw new Refused(Reason.REFUND_TOO_MUCH, "申请退款金额大于订单可退金额");
    }
    if (rules.refundLimits() && now.isAfter(order.paid().paidAt().plus(REFUNDABLE))) {
      throw new Refused(Reason.REFUND_TOO_LATE, "订单已超过退款期限（一年）");
    }
    if (rules.refundLimits() && order.refunds().size() >= MOST_REFUNDS) {
      throw new Refused(Reason.REFUND_TOO_MANY, "该订单的部分退款次数已超过50次");
    }
    if (order.refunds().stream()
        .anyMatch(it -> now.isBefore(it.createdAt().plus(rules.refundInterval())))) {
      throw new Refused(Reason.REFUND_TOO_SOON, "同一订单两次退款间隔过短，请一分钟后再试");
    }
  }

  /** What the payer gets back of a refund in cash. */
  private static long payerShare(PlatformOrder order, long refund) {
    return share(
        order.refunded(),
        refund,
        order.payerTotal(),
        order.terms().total(),
        sum(order, PlatformRefund::payerRefund));
  }

  /** The part of the refunded coupons that the merchant bears. */
  private static long noCashShare(PlatformOrder order, long couponRefund) {
    return share(
        sum(order, PlatformRefund::couponRefund),
        couponRefund,
        order.paid().noCashFee(),
        order.paid().couponFee(),
        sum(order, PlatformRefund::noCashRefund));
  }

  /**
   * A part of a refund, in the ratio in which the order was paid. Rounded over all refunds so far,
   * so that together they give back exactly what was paid.
   */
  private static long share(long refunded, long refund, long part, long whole, long given) {
    if (refund == 0) {
      return 0;
    }
    long altogether = Math.multiplyExact(refunded + refund, part) / whole;
    // A refund closed in between can leave it a fen off either way.
    return Math.max(0, Math.min(refund, altogether - given));
  }

  private static long sum(PlatformOrder order, ToLongFunction<PlatformRefund> amount) {
    return order.refunds().stream()
        .filter(refund -> refund.status() != PlatformRefund.Status.CLOSED)
        .mapToLong(amount)
        .sum();
  }
}
