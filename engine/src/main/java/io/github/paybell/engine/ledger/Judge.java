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
   * @param referenceFulfilledBy the attempt of it that was told to be fulfilled
   * @param refund what is known of the evidence's out_refund_no
   * @param back what became of a decision to give the evidence's payment back whole
   * @param answer what WeChat Pay's query or bill just said of the order; null: nothing
   * @param refuted the evidence waits, and was refuted before
   * @param shopOrder what the shop's own table says, where the evidence may pay the order; null:
   *     nothing
   */
  record Known(
      @Nullable Identity identity,
      @Nullable String holder,
      @Nullable String referencePaidBy,
      @Nullable String referenceFulfilledBy,
      @Nullable KnownRefund refund,
      Back back,
      @Nullable Evidence answer,
      boolean refuted,
      @Nullable ShopOrder shopOrder) {

    /** Out_trade_no of another order that the evidence's transaction_id has paid. */
    @Nullable String otherHolder(Order order) {
      return order.key().outTradeNo().equals(holder) ? null : holder;
    }
  }

  /** Whether a payment goes back whole because a policy or a person said so. */
  enum Back {
    NOT_ASKED,
    ON_ITS_WAY,
    /** WeChat Pay refused or closed the refund: the money is still here. */
    FAILED
  }

  /**
   * A refund as it stands.
   *
   * @param transactionId the payment it gives back; null: not said
   * @param requested it was asked for here
   * @param accepted WeChat Pay has it
   * @param refused WeChat Pay said no when it was last sent
   */
  record KnownRefund(
      String outTradeNo,
      @Nullable String refundId,
      RefundStatus status,
      long amount,
      @Nullable String transactionId,
      boolean requested,
      boolean accepted,
      boolean refused) {

    /** It was asked for here, and WeChat Pay does not give the money back, as far as we know. */
    boolean isRefused() {
      return refused || (requested && status == RefundStatus.CLOSED);
    }

    /** It gives back money that is not what paid the order: a dispute was settled so. */
    boolean isOfAnotherPayment(Order order) {
      return order.key().outTradeNo().equals(outTradeNo)
          && transactionId != null
          && !transactionId.equals(order.transactionId());
    }
  }

  static Judgement judge(Order order, Evidence evidence, Known known) {
    if (!evidence.merchantKnown()) {
      return new Parked(ProblemKind.MCHID_UNKNOWN);
    }
    if (!order.registered()) {
      return new Parked(ProblemKind.ORDER_UNKNOWN);
    }
    var refund = evidence.refund();
    if (refund == null && !evidence.confirmed()) {
      return unconfirmed(order, evidence, known);
    }
    var before = known.refund();
    if (refund != null && before != null && before.isOfAnotherPayment(order)) {
      return ofAnotherPayment(order, evidence, refund, before);
    }
    if (refund == null
        && known.back() == Back.ON_ITS_WAY
        && !Objects.equals(evidence.transactionId(), order.transactionId())) {
      // Its dispute was settled: told again, by copy, query or bill, it is no dispute again.
      return new AlreadyApplied();
    }
    var difference = difference(order, evidence, known.identity());
    if (difference != null) {
      return new Disputed(difference);
    }
    if (refund != null) {
      return refund(order, evidence, refund, before);
    }
    return evidence.tradeState().paid()
        ? payment(order, evidence, known)
        : unpaid(order, evidence.tradeState());
  }

  /**
   * FORGERY_INERT: a signature that may be another message's proves nothing. What WeChat Pay says
   * when it is asked is evidence of its own and does what follows; this only ends with it.
   */
  private static Judgement unconfirmed(Order order, Evidence evidence, Known known) {
    var state = order.tradeState();
    var answer = known.answer();
    var transactionId = evidence.transactionId();
    boolean claimsPayment = evidence.tradeState().paid();
    if (claimsPayment
        ? (state.paid() && Objects.equals(transactionId, order.transactionId()))
            || (answer != null
                && answer.tradeState().paid()
                && Objects.equals(transactionId, answer.transactionId()))
        : state.paid() || state.ended()) {
      return new AlreadyApplied();
    }
    return new Parked(
        ProblemKind.PAYMENT_UNCONFIRMED, claimsPayment ? refutation(order, known) : null);
  }

  private static @Nullable String refutation(Order order, Known known) {
    var answer = known.answer();
    if (order.tradeState().paid()) {
      return "the order was paid by transaction_id " + order.transactionId();
    }
    if (known.otherHolder(order) != null) {
      return "its transaction_id has paid order " + known.holder();
    }
    if (answer != null && answer.tradeState().paid()) {
      return "WeChat Pay says that transaction_id " + answer.transactionId() + " paid the order";
    }
    if (answer != null
        && (answer.tradeState() == TradeState.CLOSED
            || answer.tradeState() == TradeState.REVOKED)) {
      return "WeChat Pay says " + answer.tradeState();
    }
    return known.refuted() ? "WeChat Pay said otherwise" : null;
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
    if (known.otherHolder(order) != null) {
      return new Disputed(ProblemKind.TRANSACTION_OF_ANOTHER_ORDER);
    }
    if (order.tradeState().paid()) {
      if (!Objects.equals(order.transactionId(), evidence.transactionId())) {
        return new Disputed(ProblemKind.PAID_BY_ANOTHER_TRANSACTION);
      }
      return order.tradeState() == TradeState.SUCCESS && evidence.tradeState() == TradeState.REFUND
          ? new Applied(List.of(refunded(null)), null, false)
          : new AlreadyApplied();
    }
    boolean duplicate =
        known.referencePaidBy() != null
            && !known.referencePaidBy().equals(order.key().outTradeNo());
    var shopOrder = known.shopOrder();
    boolean settled = shopOrder != null && shopOrder.settled();
    if (shopOrder != null
        && settled
        && differs(shopOrder.transactionId(), evidence.transactionId())) {
      return new Disputed(ProblemKind.PAID_BY_ANOTHER_TRANSACTION);
    }
    // What the shop has acted on is not held, nor given back, because it came late.
    boolean late = order.tradeState().ended() && !settled;
    var steps = new ArrayList<Step>();
    steps.add(
        new Step(
            duplicate
                ? EventType.PAYMENT_DUPLICATE
                : late ? EventType.PAYMENT_LATE : EventType.PAYMENT_SUCCEEDED,
            TradeState.SUCCESS,
            null));
    var problem =
        duplicate ? ProblemKind.DUPLICATE_PAYMENT : late ? ProblemKind.LATE_PAYMENT : null;
    var policy = problem == null ? null : policy(order, problem, known);
    if (policy == MoneyPolicy.ACCEPT) {
      steps.add(new Step(EventType.PAYMENT_SUCCEEDED, TradeState.SUCCESS, null));
    }
    if (evidence.tradeState() == TradeState.REFUND) {
      // A refund proves the payment: two steps, each with its event. It may have been a part, by
      // hand, so the policy's refund is asked for all the same: WeChat Pay gives no more than it
      // took, and what it refuses a person sees.
      steps.add(refunded(null));
    }
    return new Applied(
        steps, policy == MoneyPolicy.HOLD ? problem : null, policy == MoneyPolicy.REFUND);
  }

  private static MoneyPolicy policy(Order order, ProblemKind problem, Known known) {
    var identity = known.identity();
    var policy =
        order.policies().or(identity == null ? Policies.UNSET : identity.policies()).of(problem);
    // ONE_EFFECT: a reference that was fulfilled is not fulfilled again, whatever the policy says.
    boolean impossible =
        policy == MoneyPolicy.ACCEPT
            ? known.referenceFulfilledBy() != null
            : known.back() == Back.FAILED;
    return impossible ? MoneyPolicy.HOLD : policy;
  }

  private static Judgement unpaid(Order order, TradeState told) {
    // USERPAYING says only that the user is at it: nothing that the outside needs to hear, so no
    // step.
    if (!told.ended() || !order.tradeState().mayBecome(told)) {
      return new AlreadyApplied();
    }
    return new Applied(List.of(new Step(EventType.ORDER_CLOSED, told, null)), null, false);
  }

  private static Judgement refund(
      Order order, Evidence evidence, RefundFacts refund, @Nullable KnownRefund before) {
    if (!order.tradeState().paid()) {
      return new Parked(ProblemKind.REFUND_BEFORE_PAYMENT);
    }
    if (differs(evidence.transactionId(), order.transactionId())) {
      return new Disputed(ProblemKind.PAID_BY_ANOTHER_TRANSACTION);
    }
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
    return progress(order, refund, before, TradeState.REFUND);
  }

  /** A dispute was settled by giving the money back: the refund moves, the order does not. */
  private static Judgement ofAnotherPayment(
      Order order, Evidence evidence, RefundFacts refund, KnownRefund before) {
    if (differs(evidence.transactionId(), before.transactionId())
        || before.amount() != refund.amount()
        || (before.refundId() != null && differs(refund.refundId(), before.refundId()))) {
      return new Disputed(ProblemKind.REFUND_DIFFERS);
    }
    if (!refund.status().outranks(before.status())) {
      return new AlreadyApplied();
    }
    return evidence.confirmed()
        ? progress(order, refund, before, order.tradeState())
        : new Parked(ProblemKind.REFUND_UNCONFIRMED);
  }

  /**
   * @param whenDone the order's state once the money is back
   */
  private static Judgement progress(
      Order order, RefundFacts refund, @Nullable KnownRefund before, TradeState whenDone) {
    return switch (refund.status()) {
      case SUCCESS ->
          new Applied(List.of(new Step(EventType.REFUND_SUCCEEDED, whenDone, refund)), null, false);
      case ABNORMAL ->
          new Applied(
              List.of(new Step(EventType.REFUND_ABNORMAL, order.tradeState(), refund)),
              ProblemKind.REFUND_ABNORMAL,
              false);
      case CLOSED ->
          new Applied(
              List.of(new Step(EventType.REFUND_CLOSED, order.tradeState(), refund)),
              before != null && before.requested() ? ProblemKind.REFUND_REFUSED : null,
              false);
      case PROCESSING -> new AlreadyApplied();
    };
  }

  private static Step refunded(@Nullable RefundFacts refund) {
    return new Step(EventType.REFUND_SUCCEEDED, TradeState.REFUND, refund);
  }
}
