package io.github.paybell.engine.ledger;

import static io.github.paybell.engine.ledger.RefundStatus.ABNORMAL;
import static io.github.paybell.engine.ledger.RefundStatus.CLOSED;
import static io.github.paybell.engine.ledger.RefundStatus.PROCESSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.paybell.engine.ledger.Judge.Back;
import io.github.paybell.engine.ledger.Judge.Known;
import io.github.paybell.engine.ledger.Judge.KnownRefund;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge's outcomes as tables: order, evidence and what else is known; then the outcome. */
class JudgeTest {
  private static final String ORDER = "ORDER-1";
  private static final String TRANSACTION = "T1";
  private static final Known NOTHING =
      new Known(Told.IDENTITY, null, null, null, null, Back.NOT_ASKED, null, false, null);

  static Stream<Arguments> payments() {
    return Stream.of(
        arguments(TradeState.NOTPAY, told("SUCCESS"), NOTHING, "payment.succeeded→SUCCESS"),
        arguments(TradeState.USERPAYING, told("SUCCESS"), NOTHING, "payment.succeeded→SUCCESS"),
        arguments(
            TradeState.CLOSED, told("SUCCESS"), NOTHING, "payment.late→SUCCESS +late_payment"),
        arguments(
            TradeState.REVOKED, told("SUCCESS"), NOTHING, "payment.late→SUCCESS +late_payment"),
        arguments(
            TradeState.PAYERROR, told("SUCCESS"), NOTHING, "payment.late→SUCCESS +late_payment"),
        arguments(
            TradeState.NOTPAY,
            told("REFUND"),
            NOTHING,
            "payment.succeeded→SUCCESS refund.succeeded→REFUND"),
        arguments(
            TradeState.CLOSED,
            told("REFUND"),
            NOTHING,
            "payment.late→SUCCESS refund.succeeded→REFUND +late_payment"),
        arguments(TradeState.SUCCESS, told("REFUND"), NOTHING, "refund.succeeded→REFUND"),
        arguments(TradeState.SUCCESS, told("SUCCESS"), NOTHING, "already_applied"),
        arguments(TradeState.REFUND, told("SUCCESS"), NOTHING, "already_applied"),
        arguments(TradeState.REFUND, told("REFUND"), NOTHING, "already_applied"),
        arguments(
            TradeState.NOTPAY,
            told("SUCCESS"),
            referencePaidBy("ORDER-2"),
            "payment.duplicate→SUCCESS +duplicate_payment"),
        arguments(
            TradeState.NOTPAY,
            told("SUCCESS"),
            referencePaidBy(ORDER),
            "payment.succeeded→SUCCESS"),
        arguments(
            TradeState.CLOSED,
            told("SUCCESS"),
            referencePaidBy("ORDER-2"),
            "payment.duplicate→SUCCESS +duplicate_payment"),
        arguments(
            TradeState.NOTPAY,
            told("SUCCESS"),
            holder("ORDER-2"),
            "disputed transaction_of_another_order"),
        arguments(
            TradeState.SUCCESS,
            Told.paid(ORDER, "T2"),
            NOTHING,
            "disputed paid_by_another_transaction"),
        arguments(
            TradeState.REFUND,
            Told.paid(ORDER, "T2"),
            NOTHING,
            "disputed paid_by_another_transaction"),
        // What the shop has acted on is not late, and not another payment.
        arguments(
            TradeState.CLOSED, told("SUCCESS"), settled(TRANSACTION), "payment.succeeded→SUCCESS"),
        arguments(TradeState.CLOSED, told("SUCCESS"), settled(null), "payment.succeeded→SUCCESS"),
        arguments(
            TradeState.NOTPAY,
            told("SUCCESS"),
            settled("T2"),
            "disputed paid_by_another_transaction"));
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        arguments(told("SUCCESS").withTotal(99), "disputed amount_differs"),
        arguments(told("SUCCESS").withTotal(101), "disputed amount_differs"),
        arguments(told("REFUND").withTotal(99), "disputed amount_differs"),
        arguments(told("SUCCESS").withCurrency("USD"), "disputed currency_differs"),
        arguments(told("SUCCESS").withIdentity("1900000110", null, null), "disputed mchid_differs"),
        arguments(
            told("SUCCESS").withIdentity(Told.MCHID, "wx9999999999999999", null),
            "disputed appid_differs"),
        arguments(
            told("SUCCESS").withIdentity(Told.MCHID, null, "1900000120"),
            "disputed sub_mchid_differs"),
        arguments(
            told("SUCCESS").withIdentity(Told.MCHID, Told.APPID, Told.SUB_MCHID),
            "payment.succeeded→SUCCESS"),
        // What a messenger does not carry differs from nothing.
        arguments(told("SUCCESS").withIdentity(null, null, null), "payment.succeeded→SUCCESS"));
  }

  static Stream<Arguments> unpaid() {
    return Stream.of(
        arguments(TradeState.NOTPAY, TradeState.CLOSED, "order.closed→CLOSED"),
        arguments(TradeState.NOTPAY, TradeState.REVOKED, "order.closed→REVOKED"),
        arguments(TradeState.NOTPAY, TradeState.PAYERROR, "order.closed→PAYERROR"),
        arguments(TradeState.USERPAYING, TradeState.CLOSED, "order.closed→CLOSED"),
        arguments(TradeState.PAYERROR, TradeState.CLOSED, "order.closed→CLOSED"),
        arguments(TradeState.NOTPAY, TradeState.NOTPAY, "already_applied"),
        arguments(TradeState.NOTPAY, TradeState.USERPAYING, "already_applied"),
        arguments(TradeState.CLOSED, TradeState.CLOSED, "already_applied"),
        arguments(TradeState.CLOSED, TradeState.PAYERROR, "already_applied"),
        arguments(TradeState.CLOSED, TradeState.NOTPAY, "already_applied"),
        arguments(TradeState.SUCCESS, TradeState.NOTPAY, "already_applied"),
        arguments(TradeState.SUCCESS, TradeState.CLOSED, "already_applied"),
        arguments(TradeState.REFUND, TradeState.CLOSED, "already_applied"));
  }

  static Stream<Arguments> refunds() {
    return Stream.of(
        arguments(TradeState.NOTPAY, refunded(), null, "parked refund_before_payment"),
        arguments(TradeState.CLOSED, refunded(), null, "parked refund_before_payment"),
        arguments(TradeState.SUCCESS, refunded(), null, "refund.succeeded→REFUND"),
        arguments(TradeState.REFUND, refunded(), null, "refund.succeeded→REFUND"),
        arguments(
            TradeState.SUCCESS, refund(ABNORMAL), null, "refund.abnormal→SUCCESS +refund_abnormal"),
        arguments(
            TradeState.REFUND, refund(ABNORMAL), null, "refund.abnormal→REFUND +refund_abnormal"),
        arguments(TradeState.SUCCESS, refund(CLOSED), null, "refund.closed→SUCCESS"),
        arguments(TradeState.SUCCESS, refund(PROCESSING), null, "already_applied"),
        arguments(TradeState.SUCCESS, refunded(), known(ABNORMAL), "refund.succeeded→REFUND"),
        arguments(TradeState.SUCCESS, refunded(), known(CLOSED), "refund.succeeded→REFUND"),
        arguments(TradeState.SUCCESS, refund(CLOSED), known(ABNORMAL), "refund.closed→SUCCESS"),
        arguments(TradeState.REFUND, refunded(), known(RefundStatus.SUCCESS), "already_applied"),
        arguments(
            TradeState.REFUND, refund(ABNORMAL), known(RefundStatus.SUCCESS), "already_applied"),
        arguments(TradeState.SUCCESS, refund(ABNORMAL), known(CLOSED), "already_applied"),
        arguments(TradeState.SUCCESS, refunded().unconfirmed(), null, "parked refund_unconfirmed"),
        arguments(
            TradeState.REFUND,
            refunded().unconfirmed(),
            known(RefundStatus.SUCCESS),
            "already_applied"),
        arguments(
            TradeState.NOTPAY, refunded().unconfirmed(), null, "parked refund_before_payment"),
        arguments(
            TradeState.SUCCESS,
            told("SUCCESS").refund("R1", RefundStatus.SUCCESS, 41),
            known(ABNORMAL),
            "disputed refund_differs"),
        arguments(
            TradeState.SUCCESS,
            refunded(),
            new KnownRefund("ORDER-2", "wx-R1", ABNORMAL, 40, null, false, true, false),
            "disputed refund_differs"),
        arguments(
            TradeState.SUCCESS,
            refunded(),
            new KnownRefund(ORDER, "wx-R9", ABNORMAL, 40, null, false, true, false),
            "disputed refund_differs"),
        arguments(
            TradeState.SUCCESS,
            Told.paid(ORDER, "T2").refund("R1", RefundStatus.SUCCESS, 40),
            null,
            "disputed paid_by_another_transaction"),
        arguments(TradeState.SUCCESS, refunded().withTotal(99), null, "disputed amount_differs"));
  }

  @ParameterizedTest(name = "{0}, told {1}: {3}")
  @MethodSource("payments")
  @DisplayName("ONE_EFFECT: what evidence of a payment does to an order")
  void payment(TradeState state, Told told, Known known, String outcome) {
    assertThat(outcome(order(state), told, known)).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("differences")
  @DisplayName("AMOUNT_GUARD: evidence that differs is disputed, whatever it says")
  void difference(Told told, String outcome) {
    assertThat(outcome(order(TradeState.NOTPAY), told, NOTHING)).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}, told {1}: {2}")
  @MethodSource("unpaid")
  @DisplayName("LEGAL_STEPS: what a query about an unpaid order does")
  void notPaid(TradeState state, TradeState told, String outcome) {
    assertThat(outcome(order(state), Told.unpaid(ORDER, told), NOTHING)).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}, told {1}, known {2}: {3}")
  @MethodSource("refunds")
  @DisplayName("CONFLUENT: what evidence of a refund does; a stronger word is never taken back")
  void refund(TradeState state, Told told, @Nullable KnownRefund before, String outcome) {
    assertThat(outcome(order(state), told, knowing(before))).isEqualTo(outcome);
  }

  /** What the policy says, the state before, what is told, and what else is known of it. */
  static Stream<Arguments> policies() {
    var fulfilled = "ORDER-2";
    return Stream.of(
        // late: the order had ended, and no attempt of its reference was paid
        arguments("hold", "CLOSED", "SUCCESS", null, null, "payment.late→SUCCESS +late_payment"),
        arguments(
            "accept",
            "CLOSED",
            "SUCCESS",
            null,
            null,
            "payment.late→SUCCESS payment.succeeded→SUCCESS"),
        arguments("refund", "CLOSED", "SUCCESS", null, null, "payment.late→SUCCESS back"),
        arguments("refund", "REVOKED", "SUCCESS", null, null, "payment.late→SUCCESS back"),
        arguments("refund", "PAYERROR", "SUCCESS", null, null, "payment.late→SUCCESS back"),
        arguments(
            "hold",
            "CLOSED",
            "REFUND",
            null,
            null,
            "payment.late→SUCCESS refund.succeeded→REFUND +late_payment"),
        arguments(
            "accept",
            "CLOSED",
            "REFUND",
            null,
            null,
            "payment.late→SUCCESS payment.succeeded→SUCCESS refund.succeeded→REFUND"),
        // By hand, and who knows how much of it: asked for whole, WeChat Pay says no to too much.
        arguments(
            "refund",
            "CLOSED",
            "REFUND",
            null,
            null,
            "payment.late→SUCCESS refund.succeeded→REFUND back"),
        // duplicate: another attempt took money first, fulfilled or held
        arguments(
            "hold",
            "NOTPAY",
            "SUCCESS",
            "ORDER-2",
            fulfilled,
            "payment.duplicate→SUCCESS +duplicate_payment"),
        arguments(
            "accept",
            "NOTPAY",
            "SUCCESS",
            "ORDER-2",
            fulfilled,
            "payment.duplicate→SUCCESS +duplicate_payment"),
        arguments(
            "accept",
            "NOTPAY",
            "SUCCESS",
            "ORDER-2",
            null,
            "payment.duplicate→SUCCESS payment.succeeded→SUCCESS"),
        arguments(
            "refund", "NOTPAY", "SUCCESS", "ORDER-2", fulfilled, "payment.duplicate→SUCCESS back"),
        arguments("refund", "NOTPAY", "SUCCESS", "ORDER-2", null, "payment.duplicate→SUCCESS back"),
        arguments(
            "refund",
            "NOTPAY",
            "REFUND",
            "ORDER-2",
            fulfilled,
            "payment.duplicate→SUCCESS refund.succeeded→REFUND back"),
        // both at once is a duplicate
        arguments(
            "accept",
            "CLOSED",
            "SUCCESS",
            "ORDER-2",
            fulfilled,
            "payment.duplicate→SUCCESS +duplicate_payment"),
        arguments(
            "refund", "CLOSED", "SUCCESS", "ORDER-2", fulfilled, "payment.duplicate→SUCCESS back"),
        // neither: no policy has anything to say
        arguments("refund", "NOTPAY", "SUCCESS", null, null, "payment.succeeded→SUCCESS"),
        arguments("refund", "USERPAYING", "SUCCESS", ORDER, null, "payment.succeeded→SUCCESS"),
        arguments("refund", "SUCCESS", "SUCCESS", null, null, "already_applied"));
  }

  @ParameterizedTest(name = "{0}: {1}, told {2}, reference paid by {3}: {5}")
  @MethodSource("policies")
  @DisplayName("ONE_EFFECT: what becomes of late and duplicate money is the policy's to say")
  void policy(
      String policy,
      TradeState state,
      String told,
      @Nullable String paidBy,
      @Nullable String fulfilledBy,
      String outcome) {
    var same = MoneyPolicy.ofWire(policy);
    var known = policies(paidBy, fulfilledBy, new Policies(same, same), Back.NOT_ASKED);

    assertThat(outcome(order(state), told(told), known)).isEqualTo(outcome);
  }

  @Test
  @DisplayName("An order's own policy goes before its account's, each of the two by itself")
  void ordersOwnPolicy() {
    var account = new Policies(MoneyPolicy.REFUND, MoneyPolicy.ACCEPT);
    var own = new Policies(null, MoneyPolicy.REFUND);

    assertThat(own.or(account).of(ProblemKind.LATE_PAYMENT)).isEqualTo(MoneyPolicy.REFUND);
    assertThat(own.or(account).of(ProblemKind.DUPLICATE_PAYMENT)).isEqualTo(MoneyPolicy.REFUND);
    assertThat(account.or(own).of(ProblemKind.DUPLICATE_PAYMENT)).isEqualTo(MoneyPolicy.ACCEPT);
    assertThat(Policies.UNSET.of(ProblemKind.LATE_PAYMENT)).isEqualTo(MoneyPolicy.HOLD);
  }

  @Test
  @DisplayName("Money that WeChat Pay would not take back is a person's, whatever the policy says")
  void refundFailed() {
    var refund = new Policies(MoneyPolicy.REFUND, MoneyPolicy.REFUND);

    assertThat(
            outcome(
                order(TradeState.CLOSED),
                told("SUCCESS"),
                policies(null, null, refund, Back.FAILED)))
        .isEqualTo("payment.late→SUCCESS +late_payment");
  }

  /** Evidence of T1 about an order that T1 did not pay, while T1 goes back. */
  static Stream<Arguments> settled() {
    return Stream.of(
        arguments(TradeState.NOTPAY, told("SUCCESS").withTotal(99)),
        arguments(TradeState.NOTPAY, told("REFUND").withTotal(99)),
        arguments(TradeState.CLOSED, told("SUCCESS").withCurrency("USD")),
        // The appid has been added to the account since: still, the money goes back.
        arguments(TradeState.NOTPAY, told("SUCCESS")),
        arguments(TradeState.SUCCESS, Told.paid(ORDER, "T2")),
        arguments(TradeState.REFUND, Told.paid(ORDER, "T2")));
  }

  @ParameterizedTest(name = "{0}, told {1}")
  @MethodSource("settled")
  @DisplayName("CONFLUENT: a dispute that was settled by a refund is no dispute when told again")
  void toldAgain(TradeState state, Told told) {
    assertThat(outcome(order(state), told, going(Back.ON_ITS_WAY))).isEqualTo("already_applied");
    assertThat(outcome(order(state), told, going(Back.FAILED)))
        .isEqualTo(outcome(order(state), told, NOTHING));
  }

  /** Refunds of T2, which is not what paid the order. */
  static Stream<Arguments> refundsOfAnother() {
    var told = Told.paid(ORDER, "T2").withTotal(99);
    return Stream.of(
        arguments(
            TradeState.NOTPAY,
            told.refund("R1", RefundStatus.SUCCESS, 99),
            "refund.succeeded→NOTPAY"),
        arguments(
            TradeState.SUCCESS,
            told.refund("R1", RefundStatus.SUCCESS, 99),
            "refund.succeeded→SUCCESS"),
        arguments(
            TradeState.REFUND,
            told.refund("R1", ABNORMAL, 99),
            "refund.abnormal→REFUND +refund_abnormal"),
        arguments(
            TradeState.NOTPAY,
            told.refund("R1", CLOSED, 99),
            "refund.closed→NOTPAY +refund_refused"),
        arguments(TradeState.NOTPAY, told.refund("R1", PROCESSING, 99), "already_applied"),
        arguments(
            TradeState.NOTPAY,
            told.refund("R1", RefundStatus.SUCCESS, 99).unconfirmed(),
            "parked refund_unconfirmed"),
        arguments(
            TradeState.NOTPAY,
            told.refund("R1", RefundStatus.SUCCESS, 98),
            "disputed refund_differs"),
        arguments(
            TradeState.NOTPAY,
            Told.paid(ORDER, "T3").refund("R1", RefundStatus.SUCCESS, 99),
            "disputed refund_differs"));
  }

  @ParameterizedTest(name = "{0}, told {1}: {2}")
  @MethodSource("refundsOfAnother")
  @DisplayName("AMOUNT_GUARD: the refund that settles a dispute moves by itself, never the order")
  void refundOfAnother(TradeState state, Told told, String outcome) {
    var asked = new KnownRefund(ORDER, null, PROCESSING, 99, "T2", true, false, false);

    assertThat(outcome(order(state), told, knowing(asked))).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payments")
  @DisplayName("CONFLUENT: evidence of an order that nobody registered waits")
  void unknownOrder(TradeState state, Told told, Known known, String outcome) {
    assertThat(outcome(stub(), told, known)).isEqualTo("parked order_unknown");
    assertThat(outcome(order(state), told.ofUnknownMerchant(), known))
        .isEqualTo("parked mchid_unknown");
  }

  static Stream<Arguments> doubtful() {
    var own = told("SUCCESS").evidence();
    var other = Told.paid(ORDER, "T2").evidence();
    return Stream.of(
        arguments(TradeState.NOTPAY, NOTHING, "payment_unconfirmed"),
        arguments(TradeState.USERPAYING, NOTHING, "payment_unconfirmed"),
        arguments(TradeState.CLOSED, NOTHING, "payment_unconfirmed"),
        arguments(TradeState.PAYERROR, NOTHING, "payment_unconfirmed"),
        arguments(TradeState.SUCCESS, NOTHING, "already_applied"),
        arguments(TradeState.REFUND, NOTHING, "already_applied"),
        arguments(TradeState.NOTPAY, holder("ORDER-2"), "payment_refuted"),
        arguments(TradeState.NOTPAY, answered(own), "already_applied"),
        arguments(TradeState.NOTPAY, answered(other), "payment_refuted"),
        arguments(
            TradeState.CLOSED,
            answered(Told.unpaid(ORDER, TradeState.CLOSED).evidence()),
            "payment_refuted"),
        arguments(
            TradeState.REVOKED,
            answered(Told.unpaid(ORDER, TradeState.REVOKED).evidence()),
            "payment_refuted"),
        arguments(
            TradeState.PAYERROR,
            answered(Told.unpaid(ORDER, TradeState.PAYERROR).evidence()),
            "payment_unconfirmed"));
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("doubtful")
  @DisplayName("FORGERY_INERT: a doubtful payment waits for WeChat Pay's word, whatever it says")
  void doubtful(TradeState state, Known known, String outcome) {
    for (var told :
        List.of(
            told("SUCCESS"),
            told("REFUND"),
            told("SUCCESS").withTotal(1),
            told("SUCCESS").withCurrency("HKD"),
            told("SUCCESS").withIdentity("1900000110", "wx9999999999999999", null))) {
      var judgement = Judge.judge(order(state), told.unconfirmed().evidence(), known);

      assertThat(
              judgement instanceof Judgement.Parked parked
                  ? parked.wireReason()
                  : judgement.wireName())
          .as(told.toString())
          .isEqualTo(outcome);
    }
  }

  private static Known answered(Evidence answer) {
    return new Known(Told.IDENTITY, null, null, null, null, Back.NOT_ASKED, answer, false, null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payments")
  @DisplayName("AMOUNT_GUARD: an account that is gone vouches for nobody")
  void accountGone(TradeState state, Told told, Known known, String outcome) {
    assertThat(
            outcome(
                order(state),
                told,
                new Known(null, null, null, null, null, Back.NOT_ASKED, null, false, null)))
        .isEqualTo("disputed mchid_differs");
  }

  @ParameterizedTest
  @MethodSource("appids")
  @DisplayName("AMOUNT_GUARD: an appid or sub_mchid that the order names is the only one taken")
  void orderNamesThem(
      @Nullable String appid, @Nullable String subMchid, Told told, String outcome) {
    assertThat(outcome(order(TradeState.NOTPAY, 100, "CNY", appid, subMchid), told, NOTHING))
        .isEqualTo(outcome);
  }

  static Stream<Arguments> appids() {
    var other = "wx9999999999999999";
    return Stream.of(
        arguments(
            other,
            null,
            told("SUCCESS").withIdentity(null, other, null),
            "payment.succeeded→SUCCESS"),
        arguments(
            other,
            null,
            told("SUCCESS").withIdentity(null, Told.APPID, null),
            "disputed appid_differs"),
        arguments(
            null,
            Told.SUB_MCHID,
            told("SUCCESS").withIdentity(null, null, Told.SUB_MCHID),
            "payment.succeeded→SUCCESS"),
        arguments(null, Told.SUB_MCHID, told("SUCCESS"), "disputed sub_mchid_differs"),
        arguments(
            null,
            "1900000130",
            told("SUCCESS").withIdentity(null, null, Told.SUB_MCHID),
            "disputed sub_mchid_differs"));
  }

  @Property(tries = 2000)
  @Label("AMOUNT_GUARD: no order is ever paid by another amount, currency or identity")
  void neverPaidByAnother(
      @ForAll TradeState state,
      @ForAll TradeState said,
      @ForAll @LongRange(min = 1, max = 5) long expected,
      @ForAll @LongRange(min = 1, max = 5) long total,
      @ForAll boolean otherCurrency,
      @ForAll boolean otherMchid,
      @ForAll boolean otherAppid) {
    var told =
        Told.paid(ORDER, TRANSACTION)
            .withState(said)
            .withTotal(total)
            .withCurrency(otherCurrency ? "HKD" : "CNY")
            .withIdentity(
                otherMchid ? "1900000110" : Told.MCHID,
                otherAppid ? "wx9999999999999999" : Told.APPID,
                null);
    boolean differs = total != expected || otherCurrency || otherMchid || otherAppid;

    var judgement =
        Judge.judge(order(state, expected, "CNY", null, null), told.evidence(), NOTHING);

    if (differs) {
      assertThat(judgement).isInstanceOf(Judgement.Disputed.class);
    } else {
      assertThat(judgement).isNotInstanceOf(Judgement.Disputed.class);
    }
  }

  @Property(tries = 2000)
  @Label("LEGAL_STEPS: whatever is told, the judge's steps are steps of the table")
  void stepsAreLegal(
      @ForAll TradeState state,
      @ForAll TradeState said,
      @ForAll boolean duplicate,
      @ForAll boolean aboutRefund,
      @ForAll RefundStatus status) {
    var told = Told.paid(ORDER, TRANSACTION).withState(said);
    var judgement =
        Judge.judge(
            order(state),
            (aboutRefund ? told.refund("R1", status, 40) : told).evidence(),
            duplicate ? referencePaidBy("ORDER-2") : NOTHING);

    if (judgement instanceof Judgement.Applied applied) {
      var at = state;
      for (var step : applied.steps()) {
        assertThat(step.tradeState() == at || at.mayBecome(step.tradeState())).isTrue();
        at = step.tradeState();
      }
    }
  }

  /** An order of 100 fen; paid by T1 where its state says so. */
  static Order order(TradeState state) {
    return order(state, 100, "CNY", null, null);
  }

  private static Order order(
      TradeState state,
      long total,
      String currency,
      @Nullable String appid,
      @Nullable String subMchid) {
    return new Order(
        new OrderKey(Told.ACCOUNT, ORDER),
        state,
        total,
        currency,
        null,
        appid,
        subMchid,
        null,
        Policies.UNSET,
        state.paid() ? TRANSACTION : null,
        null,
        null,
        null,
        false,
        false,
        false,
        0,
        1);
  }

  private static Order stub() {
    return new Order(
        new OrderKey(Told.ACCOUNT, ORDER),
        TradeState.NOTPAY,
        null,
        null,
        null,
        null,
        null,
        null,
        Policies.UNSET,
        null,
        null,
        null,
        null,
        false,
        false,
        false,
        0,
        0);
  }

  private static Told told(String state) {
    return Told.paid(ORDER, TRANSACTION).withState(TradeState.valueOf(state));
  }

  private static Told refund(RefundStatus status) {
    return told("SUCCESS").refund("R1", status, 40);
  }

  private static Told refunded() {
    return refund(RefundStatus.SUCCESS);
  }

  private static KnownRefund known(RefundStatus status) {
    return new KnownRefund(ORDER, "wx-R1", status, 40, null, false, true, false);
  }

  private static Known referencePaidBy(String attempt) {
    return new Known(Told.IDENTITY, null, attempt, null, null, Back.NOT_ASKED, null, false, null);
  }

  private static Known holder(String outTradeNo) {
    return new Known(
        Told.IDENTITY, outTradeNo, null, null, null, Back.NOT_ASKED, null, false, null);
  }

  private static Known knowing(@Nullable KnownRefund refund) {
    return new Known(Told.IDENTITY, null, null, null, refund, Back.NOT_ASKED, null, false, null);
  }

  /** The shop has acted on that payment; null: on some payment. */
  private static Known settled(@Nullable String transactionId) {
    var expected =
        new NewOrder(ORDER, 100, "CNY", null, null, null, null, null, null, Policies.UNSET, null);
    return new Known(
        Told.IDENTITY,
        null,
        null,
        null,
        null,
        Back.NOT_ASKED,
        null,
        false,
        ShopOrder.expected(expected).settledBy(transactionId));
  }

  private static Known going(Back back) {
    return new Known(Told.IDENTITY, null, null, null, null, back, null, false, null);
  }

  /** The order's reference, and the account's policies. */
  private static Known policies(
      @Nullable String paidBy, @Nullable String fulfilledBy, Policies policies, Back back) {
    return new Known(
        new Identity(Told.MCHID, Set.of(), Set.of(), policies),
        null,
        paidBy,
        fulfilledBy,
        null,
        back,
        null,
        false,
        null);
  }

  private static String outcome(Order order, Told told, Known known) {
    return Judge.judge(order, told.evidence(), known)
        .match(
            applied ->
                applied.steps().stream()
                        .map(step -> step.event().wireName() + "→" + step.tradeState())
                        .collect(Collectors.joining(" "))
                    + (applied.problem() == null ? "" : " +" + applied.problem().wireName())
                    + (applied.giveBack() ? " back" : ""),
            already -> "already_applied",
            parked -> "parked " + parked.reason().wireName(),
            disputed -> "disputed " + disputed.reason().wireName());
  }
}
