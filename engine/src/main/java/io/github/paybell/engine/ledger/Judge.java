package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Judgement.AlreadyApplied;
import io.github.paybell.engine.ledger.Judgement.Applied;
import io.github.paybell.engine.ledger.Judgement.Disputed;
import io.github.paybell.engine.ledger.Judgement.Parked;
import io.github.paybell.engine.ledger.Judgement.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what evidence means for an order. Pure: everything it needs is handed in, nothing is
 * looked up, no clock.
 *
 * <p>Guards AMOUNT_GUARD, LEGAL_STEPS and ONE_EFFECT.
 */
final class Judge {
  private Judge() {}

  /**
   * What else is known, read under the order's lock.
   *
   * @param identity the account's; null when the account is gone
   * @param holder out_trade_no of the order of this account that the evidence's transaction_id has
   *     paid
   * @param referencePaidBy the attempt that paid the order's reference
   * @param refund what is known of the evidence's out_refund_no
   */
  record Known(
      @Nullable Identity identity,
      @Nullable String holder,
      @Nullable String referencePaidBy,
      @Nullable KnownRefund refund) {}

  /** A refund as it stands. */
  record KnownRefund(
      String outTradeNo, @Nullable String refundId, RefundStatus status, long amount) {}

  static Judgement judge(Order order, Evidence evidence, Known known) {
    if (!evidence.merchantKnown()) {
      return new Parked(ProblemKind.MCHID_UNKNOWN);
    }
    if (!order.registered()) {
      return new Parked(ProblemKind.ORDER_UNKNOWN);
    }
    var difference = difference(order, evidence, known.identity());
    if (difference != null) {
      return new Disputed(difference);
    }
    var refund = evidence.refund();
    if (refund != null) {
      return refund(order, evidence, refund, known);
    }
    return evidence.tradeState().paid()
        ? payment(order, evidence, known)
        : unpaid(order, evidence.tradeState());
  }

  /** AMOUNT_GUARD: what must be equal before anything may follow. */
  private static @Nullable ProblemKind difference(
      Order order, Evidence evidence, @Nullable Identity identity) {
    if (identity == null || differs(evidence.mchid(), identity.mchid())) {
      return ProblemKind.MCHID_DIFFERS;
    }
    var appid = evidence.appid();
    if (order.appid() != null
        ? differs(appid, order.appid())
        : appid != null && !identity.appids().isEmpty() && !identity.appids().contains(appid)) {
      return ProblemKind.APPID_DIFFERS;
    }
    var subMchid = evidence.subMchid();
    if (order.subMchid() != null
        ? !order.subMchid().equals(subMchid)
        : subMchid != null
            && !identity.subMchids().isEmpty()
            && !identity.subMchids().contains(subMchid)) {
      return ProblemKind.SUB_MCHID_DIFFERS;
    }
    if (differs(evidence.total(), order.total())) {
      return ProblemKind.AMOUNT_DIFFERS;
    }
    return differs(evidence.currency(), order.currency()) ? ProblemKind.CURRENCY_DIFFERS : null;
  }

  /** A value that the messenger does not carry differs from nothing. */
  private static boolean differs(@Nullable Object told, @Nullable Object expected) {
    return told != null && !told.equals(expected);
  }

  private static Judgement payment(Order order, Evidence evidence, Known known) {
    if (known.holder() != null && !known.holder().equals(order.key().outTradeNo())) {
      return new Disputed(ProblemKind.TRANSACTION_OF_ANOTHER_ORDER);
    }
    if (order.tradeState().paid()) {
      if (!Objects.equals(order.transactionId(), evidence.transactionId())) {
        return new Disputed(ProblemKind.PAID_BY_ANOTHER_TRANSACTION);
      }
      return order.tradeState() == TradeState.SUCCESS && evidence.tradeState() == TradeState.REFUND
          ? new Applied(List.of(refunded(null)), null)
          : new AlreadyApplied();
    }
    boolean duplicate =
        known.referencePaidBy() != null
            && !known.referencePaidBy().equals(order.key().outTradeNo());
    boolean late = order.tradeState().ended();
    var steps = new ArrayList<Step>();
    steps.add(
        new Step(
            duplicate
                ? EventType.PAYMENT_DUPLICATE
                : late ? EventType.PAYMENT_LATE : EventType.PAYMENT_SUCCEEDED,
            TradeState.SUCCESS,
            null));
    if (evidence.tradeState() == TradeState.REFUND) {
      // A refund proves the payment: two steps, each with its event.
      steps.add(refunded(null));
    }
    return new Applied(
        steps, duplicate ? ProblemKind.DUPLICATE_PAYMENT : late ? ProblemKind.LATE_PAYMENT : null);
  }

  private static Judgement unpaid(Order order, TradeState told) {
    // USERPAYING says only that the user is at it: nothing that the outside needs to hear, so no
    // step.
    if (!told.ended() || !order.tradeState().mayBecome(told)) {
      return new AlreadyApplied();
    }
    return new Applied(List.of(new Step(EventType.ORDER_CLOSED, told, null)), null);
  }

  private static Judgement refund(Order order, Evidence evidence, RefundFacts refund, Known known) {
    if (!order.tradeState().paid()) {
      return new Parked(ProblemKind.REFUND_BEFORE_PAYMENT);
    }
    if (differs(evidence.transactionId(), order.transactionId())) {
      return new Disputed(ProblemKind.PAID_BY_ANOTHER_TRANSACTION);
    }
    var before = known.refund();
    if (before != null
        && (!before.outTradeNo().equals(order.key().outTradeNo())
            || before.amount() != refund.amount()
            || (before.refundId() != null && differs(refund.refundId(), before.refundId())))) {
      return new Disputed(ProblemKind.REFUND_DIFFERS);
    }
    if (before != null && !refund.status().outranks(before.status())) {
      return new AlreadyApplied();
    }
    if (!evidence.confirmed()) {
      return new Parked(ProblemKind.REFUND_UNCONFIRMED);
    }
    return switch (refund.status()) {
      case SUCCESS -> new Applied(List.of(refunded(refund)), null);
      case ABNORMAL ->
          new Applied(
              List.of(new Step(EventType.REFUND_ABNORMAL, order.tradeState(), refund)),
              ProblemKind.REFUND_ABNORMAL);
      case CLOSED ->
          new Applied(List.of(new Step(EventType.REFUND_CLOSED, order.tradeState(), refund)), null);
      case PROCESSING -> new AlreadyApplied();
    };
  }

  private static Step refunded(@Nullable RefundFacts refund) {
    return new Step(EventType.REFUND_SUCCEEDED, TradeState.REFUND, refund);
  }
}
