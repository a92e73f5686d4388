package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Money that came too late, twice or wrong, and goes back by policy or by a person's word. */
class GivingBackContractTest {
  private static final String REFERENCE = "cart 7";
  private static final Policies ALL_BACK = new Policies(MoneyPolicy.REFUND, MoneyPolicy.REFUND);
  private static final Policies ALL_TAKEN = new Policies(MoneyPolicy.ACCEPT, MoneyPolicy.ACCEPT);

  private static String whole(String transactionId) {
    return RefundIntent.number(Told.ACCOUNT, transactionId);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Late money goes back once by policy, however often and by whom it is told")
  void late(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), ALL_BACK)) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      var paid = Told.paid("ORDER-1", "T1");

      var work = new ArrayList<Callable<Judgement>>();
      for (int i = 0; i < 8; i++) {
        work.add(() -> shop.apply(paid));
      }
      Shop.together(work);
      shop.apply(paid.withState(TradeState.REFUND));

      assertThat(shop.texts("select out_refund_no from paybell_refund"))
          .containsExactly(whole("T1"));
      assertThat(shop.refund(whole("T1")).amount()).isEqualTo(100);
      assertThat(shop.refundDue(whole("T1"))).isEqualTo(shop.now());
      assertThat(shop.order("ORDER-1").late()).isTrue();
      assertThat(shop.openKinds()).isEmpty();
      assertThat(shop.events()).containsExactly("order.closed", "payment.late", "refund.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_EFFECT: of attempts paid at once one is fulfilled, and each other goes back once")
  void duplicates(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), ALL_BACK)) {
      var work = new ArrayList<Callable<Judgement>>();
      for (int i = 0; i < 8; i++) {
        var outTradeNo = "ORDER-" + i;
        shop.register(outTradeNo, REFERENCE);
        work.add(() -> shop.apply(Told.paid(outTradeNo, "T-" + outTradeNo)));
        work.add(() -> shop.apply(Told.paid(outTradeNo, "T-" + outTradeNo)));
      }

      Shop.together(work);

      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.events().stream().filter("payment.duplicate"::equals)).hasSize(7);
      var winner = shop.texts("select fulfilled_by from paybell_reference").get(0);
      assertThat(shop.texts("select out_trade_no from paybell_refund"))
          .hasSize(7)
          .doesNotHaveDuplicates()
          .doesNotContain(winner);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: with policy accept a reference is fulfilled once, by whom never mind")
  void accepted(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), ALL_TAKEN)) {
      var work = new ArrayList<Callable<Judgement>>();
      for (int i = 0; i < 8; i++) {
        var outTradeNo = "ORDER-" + i;
        shop.register(outTradeNo, REFERENCE);
        if (i % 2 == 0) {
          shop.apply(Told.unpaid(outTradeNo, TradeState.CLOSED));
        }
        work.add(() -> shop.apply(Told.paid(outTradeNo, "T-" + outTradeNo)));
      }

      Shop.together(work);

      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.texts("select fulfilled_by from paybell_reference")).doesNotContainNull();
      assertThat(shop.open())
          .hasSize(7)
          .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo("duplicate_payment"));
      assertThat(shop.texts("select out_refund_no from paybell_refund")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: of a held late attempt and an accepted duplicate one is fulfilled")
  void heldThenAccepted(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE, ALL_TAKEN);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.apply(Told.paid("ORDER-2", "T2"));

      assertThat(shop.texts("select fulfilled_by from paybell_reference"))
          .containsExactly("ORDER-2");
      assertThat(shop.resolve(shop.problem("late_payment"), "accept"))
          .isInstanceOf(Resolution.Refused.class);
      assertThat(shop.resolve(shop.problem("late_payment"), "refund"))
          .isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.texts("select out_refund_no from paybell_refund"))
          .containsExactly(whole("T1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: the refund's own word may wait here for the payment that it gives back")
  void refundToldFirst(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), ALL_BACK)) {
      shop.register("ORDER-1", null);
      shop.register("ORDER-2", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      shop.apply(Told.unpaid("ORDER-2", TradeState.CLOSED));

      // The store was restored from before: the refund is known at WeChat Pay, and not here.
      shop.apply(Told.paid("ORDER-1", "T1").refund(whole("T1"), RefundStatus.SUCCESS, 100));
      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.applyTogether(
          Told.paid("ORDER-2", "T2"),
          Told.paid("ORDER-2", "T2").refund(whole("T2"), RefundStatus.SUCCESS, 100));

      for (var transactionId : new String[] {"T1", "T2"}) {
        var refund = shop.refund(whole(transactionId));
        assertThat(refund.status()).isEqualTo(RefundStatus.SUCCESS);
        assertThat(refund.accepted()).isTrue();
        assertThat(shop.refundDue(whole(transactionId))).isNull();
      }
      assertThat(shop.openKinds()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: a dispute settled by a refund stays settled when the payment is told again")
  void disputeSettled(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      var wrong = Told.paid("ORDER-1", "T1").withTotal(99);
      shop.apply(wrong);

      assertThat(shop.resolve(shop.problem("amount_differs"), "refund"))
          .isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.refund(whole("T1")).total()).isEqualTo(99);
      assertThat(shop.refund(whole("T1")).amount()).isEqualTo(99);
      shop.apply(wrong);
      shop.apply(wrong.withState(TradeState.REFUND));
      shop.apply(wrong.refund(whole("T1"), RefundStatus.PROCESSING, 99));
      shop.apply(wrong.refund(whole("T1"), RefundStatus.SUCCESS, 99));
      shop.apply(wrong);

      assertThat(shop.openKinds()).isEmpty();
      var order = shop.order("ORDER-1");
      assertThat(order.tradeState()).isEqualTo("NOTPAY");
      assertThat(order.refunds())
          .extracting(RefundView::status)
          .containsExactly(RefundStatus.SUCCESS);
      assertThat(shop.events()).containsOnlyOnce("refund.succeeded");

      shop.apply(Told.paid("ORDER-1", "T2"));
      assertThat(shop.order("ORDER-1").transactionId()).isEqualTo("T2");
      assertThat(shop.refund("ORDER-1", "R1", 100))
          .as("what settled the dispute is of another payment")
          .isInstanceOf(RefundRequest.Created.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: a payment whose money goes back cannot be accepted by another problem")
  void acceptAfterRefund(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      // One payment, told twice: the bill's words and the query's differ in what they carry.
      shop.apply(Told.paid("ORDER-1", "T1").withTotal(99));
      shop.apply(Told.paid("ORDER-1", "T1").withIdentity(Told.MCHID, "wx9999999999999999", null));
      var amount = shop.problem("amount_differs");
      var appid = shop.problem("appid_differs");

      assertThat(shop.resolve(amount, "refund")).isInstanceOf(Resolution.Resolved.class);

      assertThat(shop.resolve(appid, "accept"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains(whole("T1")));
      assertThat(shop.resolve(appid, "refund")).isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.texts("select out_refund_no from paybell_refund"))
          .containsExactly(whole("T1"));
      assertThat(shop.events()).doesNotContain("payment.succeeded");
      assertThat(shop.audit()).containsExactly("problem.refund", "problem.refund");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: people who refund at once make one refund")
  void refundAtOnce(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      shop.apply(Told.paid("ORDER-1", "T1"));
      var problem = shop.problem("late_payment");
      var work = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 4; i++) {
        work.add(() -> shop.resolve(problem, "refund"));
        work.add(() -> shop.resolve(problem, "accept"));
      }

      Shop.together(work);

      boolean refunded = shop.audit().equals(java.util.List.of("problem.refund"));
      assertThat(shop.audit()).hasSize(1);
      assertThat(shop.texts("select out_refund_no from paybell_refund")).hasSize(refunded ? 1 : 0);
      assertThat(shop.events().contains("payment.succeeded")).isEqualTo(!refunded);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What has gone back already can be neither accepted nor given back again")
  void goneBack(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      var paid = Told.paid("ORDER-1", "T1");
      shop.apply(paid);
      shop.refund("ORDER-1", "R1", 60);
      var problem = shop.problem("late_payment");

      assertThat(shop.resolve(problem, "refund"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("60 fen"));
      shop.apply(paid.refund("BY-HAND", RefundStatus.SUCCESS, 40));
      assertThat(shop.resolve(problem, "accept"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("gone back"));
      assertThat(shop.events()).doesNotContain("payment.succeeded");
      assertThat(shop.resolve(problem, "dismiss")).isInstanceOf(Resolution.Resolved.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refund by policy that WeChat Pay refuses is a person's, who may ask for it again")
  void refused(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      var paid = Told.paid("ORDER-1", "T1");
      shop.apply(paid);
      // Another problem about the same payment, so that it can be asked for twice.
      shop.refund("ORDER-1", whole("T1"), 100);
      shop.refused(whole("T1"), null);
      assertThat(shop.refundDue(whole("T1"))).isNull();
      assertThat(shop.openKinds()).containsExactly("late_payment", "refund_refused");

      var asked = shop.later(Duration.ofHours(1));
      assertThat(shop.resolve(shop.problem("late_payment"), "refund"))
          .isInstanceOf(Resolution.Resolved.class);

      assertThat(shop.refundDue(whole("T1"))).isEqualTo(asked);
      shop.apply(paid.refund(whole("T1"), RefundStatus.SUCCESS, 100));
      assertThat(shop.openKinds()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A whole refund that WeChat Pay closed is told, and does not pass for done")
  void closed(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      var wrong = Told.paid("ORDER-1", "T1").withTotal(99);
      shop.apply(wrong);
      shop.resolve(shop.problem("amount_differs"), "refund");

      shop.apply(wrong.refund(whole("T1"), RefundStatus.CLOSED, 99));
      assertThat(shop.openKinds()).containsExactly("refund_refused");
      shop.apply(wrong);
      assertThat(shop.openKinds()).containsExactly("amount_differs", "refund_refused");

      assertThat(shop.resolve(shop.problem("amount_differs"), "refund"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("closed"));
      assertThat(shop.resolve(shop.problem("amount_differs"), "accept"))
          .isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
    }
  }
}
