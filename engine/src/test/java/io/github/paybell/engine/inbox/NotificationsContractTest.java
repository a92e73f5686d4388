package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of notifications that are not plain payments, on every store. */
class NotificationsContractTest {
  private static final String V2_SUCCESS =
      "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>";

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: another amount or order under a known id is a row, judged, a problem")
  void conflict(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      register(shop, "ORDER-2", 100);
      assertThat(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop).status())
          .isEqualTo(204);

      assertThat(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 99).to(shop).status()).isEqualTo(204);
      assertThat(TestPlatform.v3Paid("id-1", "ORDER-2", "T2", 100).to(shop).status())
          .isEqualTo(204);
      assertThat(TestPlatform.v3Paid("id-1", "ORDER-2", "T2", 100).to(shop).status())
          .isEqualTo(204);

      assertThat(stored(shop))
          .extracting(
              NotificationView::outTradeNo,
              NotificationView::amountTotal,
              NotificationView::verdict,
              NotificationView::timesSeen)
          .containsExactly(
              tuple("ORDER-2", 100L, "applied", 2),
              tuple("ORDER-1", 99L, "disputed", 1),
              tuple("ORDER-1", 100L, "applied", 1));
      assertThat(stored(shop))
          .extracting(NotificationView::dedupeKey)
          .allMatch(key -> key.matches("id-1(#[0-9a-f]{16})?"))
          .doesNotHaveDuplicates();
      assertThat(open(shop))
          .extracting(ProblemView::kind, ProblemView::timesSeen)
          .containsExactlyInAnyOrder(tuple("notification_conflict", 2), tuple("amount_differs", 1));
      assertThat(order(shop, "ORDER-2").problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("notification_conflict");
                assertThat(problem.orders()).containsExactly("ORDER-1", "ORDER-2");
              });
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop, "ORDER-2").tradeState()).isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: v2 – the same transaction and state with another amount is a row")
  void conflictV2(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);

      assertThat(text(TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop))).isEqualTo(V2_SUCCESS);
      assertThat(text(TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop))).isEqualTo(V2_SUCCESS);
      assertThat(text(TestPlatform.v2Paid("ORDER-1", "T1", 99).to(shop))).isEqualTo(V2_SUCCESS);

      assertThat(stored(shop)).extracting("timesSeen").containsExactly(1, 2);
      assertThat(open(shop))
          .extracting(ProblemView::kind)
          .containsExactlyInAnyOrder("notification_conflict", "amount_differs");
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: v2 – what comes before or after the SUCCESS of a transaction hides nothing")
  void states(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      register(shop, "ORDER-2", 100);

      for (var states : List.of(List.of("ACCEPT", "SUCCESS"), List.of("SUCCESS", "PAY_FAIL"))) {
        var order = states.get(0).equals("ACCEPT") ? "ORDER-1" : "ORDER-2";
        for (var state : states) {
          var fields = TestPlatform.v2Fields(order, "T" + order, 100);
          fields.put("trade_state", state);
          assertThat(text(TestPlatform.v2(fields).to(shop))).isEqualTo(V2_SUCCESS);
        }
      }

      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop, "ORDER-2").tradeState()).isEqualTo("SUCCESS");
      assertThat(stored(shop))
          .extracting(NotificationView::dedupeKey)
          .containsExactly(
              "pay:TORDER-2:PAY_FAIL",
              "pay:TORDER-2:SUCCESS",
              "pay:TORDER-1:SUCCESS",
              "pay:TORDER-1:ACCEPT");
      assertThat(open(shop)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what no key opened is kept and refused; after the repair a copy pays")
  void keyRepaired(TestStores stores) {
    var store = stores.create();
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
    try (var shop = shop(store, TestPlatform.OLD_API_V3_KEY)) {
      register(shop, "ORDER-1", 100);

      assertThat(paid.to(shop).status()).isEqualTo(500);
      assertThat(paid.to(shop).status()).isEqualTo(500);

      assertThat(stored(shop))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.verdict()).isEqualTo("undecryptable");
                assertThat(row.timesSeen()).isEqualTo(2);
              });
      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("undecryptable");
    }
    try (var shop = shop(store)) {
      assertThat(paid.to(shop).status()).isEqualTo(204);
      assertThat(paid.to(shop).status()).isEqualTo(204);

      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop, "ORDER-1").version()).isEqualTo(2);
      assertThat(stored(shop))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.verdict()).isEqualTo("applied");
                assertThat(row.outTradeNo()).isEqualTo("ORDER-1");
                assertThat(row.timesSeen()).isEqualTo(4);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what is proved but not understood is kept, and not acknowledged")
  void notUnderstood(TestStores stores) {
    try (var shop = shop(stores.create())) {
      var odd =
          TestPlatform.v3("id-1", "TRANSACTION.SUCCESS", "transaction", "{\"trade_state\":1}");

      assertThat(odd.to(shop).status()).isEqualTo(500);

      assertThat(stored(shop)).singleElement().extracting("verdict").isEqualTo("not_understood");
      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("not_understood");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "NO_LOST_ACK: events about something else are stored and acknowledged; unclaimed, they are"
          + " problems")
  void otherEvents(TestStores stores) {
    try (var shop = shop(stores.create())) {
      var complaint =
          TestPlatform.v3(
              "id-1",
              "COMPLAINT.CREATE",
              "complaint",
              "{\"complaint_id\":\"1\",\"action_type\":\"CREATE_COMPLAINT\"}");

      assertThat(complaint.to(shop).status()).isEqualTo(204);
      assertThat(complaint.to(shop).status()).isEqualTo(204);

      assertThat(stored(shop))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.verdict()).isEqualTo("recorded");
                assertThat(row.eventType()).isEqualTo("COMPLAINT.CREATE");
                assertThat(row.timesSeen()).isEqualTo(2);
              });
      assertThat(open(shop))
          .extracting(ProblemView::kind)
          .containsExactlyInAnyOrder("complaint_open", "event_unclaimed");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("LEGAL_STEPS: a verified result_code=FAIL is stored and acknowledged without a step")
  void resultFail(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      var fields = TestPlatform.v2Fields("ORDER-1", "T1", 100);
      fields.put("result_code", "FAIL");
      fields.put("err_code", "SYSTEMERROR");

      assertThat(text(TestPlatform.v2(fields).to(shop))).isEqualTo(V2_SUCCESS);

      assertThat(order(shop, "ORDER-1").version()).isEqualTo(1);
      assertThat(stored(shop)).singleElement().extracting("verdict").isEqualTo("recorded");

      assertThat(text(TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop))).isEqualTo(V2_SUCCESS);
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: a v2 refund notification, which nobody signed, only waits")
  void v2Refund(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop);

      var refund = TestPlatform.v2Refund("ORDER-1", "T1", "R1", "SUCCESS", 40);
      assertThat(text(refund.to(shop))).isEqualTo(V2_SUCCESS);

      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop, "ORDER-1").refunds()).isEmpty();
      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("refund_unconfirmed");

      // Confirmed by somebody who can sign.
      TestPlatform.v3Refund("id-2", "ORDER-1", "T1", "R1", "SUCCESS", 40).to(shop);

      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("REFUND");
      assertThat(open(shop)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: a refund that overtakes its payment is applied after it")
  void refundFirst(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      var refund = TestPlatform.v3Refund("id-2", "ORDER-1", "T1", "R1", "SUCCESS", 40);

      assertThat(refund.to(shop).status()).isEqualTo(204);
      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("refund_before_payment");
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("NOTPAY");

      TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop);

      var order = order(shop, "ORDER-1");
      assertThat(order.tradeState()).isEqualTo("REFUND");
      assertThat(order.refunds())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.status()).isEqualTo(RefundStatus.SUCCESS);
                assertThat(r.amount()).isEqualTo(40);
              });
      assertThat(open(shop)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: dismissing what waits closes the problem, and it stays closed")
  void dismissed(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      TestPlatform.v3Refund("id-2", "ORDER-1", "T1", "R1", "SUCCESS", 40).to(shop);

      var problem = open(shop).get(0);
      shop.engine().problems().resolve(problem.id(), "dismiss", "seen", "alice");

      assertThat(open(shop)).isEmpty();
      // The evidence still waits: the payment that proves it brings the refund.
      TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop);
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("REFUND");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: an abnormal refund is a problem until the refund succeeds")
  void abnormalRefund(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop);

      TestPlatform.v3Refund("id-2", "ORDER-1", "T1", "R1", "ABNORMAL", 40).to(shop);
      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("refund_abnormal");
      TestPlatform.v3Refund("id-3", "ORDER-1", "T1", "R1", "SUCCESS", 40).to(shop);

      assertThat(open(shop)).isEmpty();
      assertThat(
              order(shop, "ORDER-1").timeline().stream()
                  .filter(entry -> entry.version() != null)
                  .map(OrderView.Entry::what))
          .containsExactly(
              "registered",
              "payment.succeeded",
              "refund.abnormal",
              "problem.opened",
              "refund.succeeded",
              "problem.resolved");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a combined payment pays each account's own order; an unknown one waits")
  void combined(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 10);
      shop.engine().orders().register("branch", TestEngine.order("ORDER-2", 20));
      var combined =
          TestPlatform.v3Combined(
              "id-1",
              List.of(
                  new TestPlatform.Sub(TestPlatform.MCHID, "ORDER-1", "T1", 10),
                  new TestPlatform.Sub(TestPlatform.BRANCH_MCHID, "ORDER-2", "T2", 20),
                  new TestPlatform.Sub("1900009999", "ORDER-3", "T3", 30)));

      assertThat(combined.to(shop).status()).isEqualTo(204);
      assertThat(combined.to(shop).status()).isEqualTo(204);

      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop, "ORDER-1").version()).isEqualTo(2);
      var branch = shop.engine().orders().find("branch", "ORDER-2").orElseThrow();
      assertThat(branch.tradeState()).isEqualTo("SUCCESS");
      assertThat(branch.transactionId()).isEqualTo("T2");
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("mchid_unknown");
                assertThat(problem.account()).isEqualTo("shop");
                assertThat(problem.outTradeNo()).isEqualTo("ORDER-3");
              });
      assertThat(stored(shop)).singleElement().extracting("timesSeen").isEqualTo(2);
      assertThat(stored(shop)).singleElement().extracting("verdict").isEqualTo("parked");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: reapply judges the stored bytes once more and says who asked")
  void reapply(TestStores stores) throws Exception {
    var store = stores.create();
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
    UUID id;
    try (var shop = shop(store, TestPlatform.OLD_API_V3_KEY)) {
      register(shop, "ORDER-1", 100);
      paid.to(shop);
      id = stored(shop).get(0).id();
    }
    try (var shop = shop(store)) {
      var judged = shop.engine().notifications().reapply(id, "alice").orElseThrow();

      assertThat(judged.verdict()).isEqualTo("applied");
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");

      assertThat(shop.engine().notifications().reapply(id, "bob").orElseThrow().verdict())
          .isEqualTo("applied");
      assertThat(order(shop, "ORDER-1").version()).isEqualTo(2);
      assertThat(shop.engine().notifications().reapply(UUID.randomUUID(), "carol")).isEmpty();
    }
    assertThat(TestRows.texts(store, "select actor from paybell_audit order by id"))
        .containsExactly("alice", "bob");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: reapply with a key that is gone says so and changes nothing")
  void reapplyWithoutKey(TestStores stores) throws Exception {
    var store = stores.create();
    UUID id;
    try (var shop = shop(store)) {
      register(shop, "ORDER-1", 100);
      TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop);
      id = stored(shop).get(0).id();
    }
    try (var shop = shop(store, TestPlatform.OLD_API_V3_KEY)) {
      assertThatThrownBy(() -> shop.engine().notifications().reapply(id, "alice"))
          .isInstanceOf(NotificationLog.UnreadableException.class)
          .hasMessageContaining("previous keys");

      assertThat(stored(shop))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.verdict()).isEqualTo("applied");
                assertThat(row.outTradeNo()).isEqualTo("ORDER-1");
              });
      assertThat(open(shop)).isEmpty();
    }
    try (var shop =
        TestEngine.on(store, TestPlatform.accounts().subList(1, 2), Clock.systemUTC())) {
      assertThatThrownBy(() -> shop.engine().notifications().reapply(id, "alice"))
          .isInstanceOf(NotificationLog.UnreadableException.class)
          .hasMessageContaining("not configured");
    }
    assertThat(TestRows.texts(store, "select actor from paybell_audit")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a genuine message is stored however odd its text is")
  void oddText(TestStores stores) {
    try (var shop = shop(stores.create())) {
      register(shop, "ORDER-1", 100);
      var fields = TestPlatform.v2Fields("ORDER-1", "T1", 100);
      fields.put("attach", "\"\\ 门店 😀 \u0001\u007f' -- {");

      var reply = text(TestPlatform.v2(fields).to(shop));

      assertThat(stored(shop)).hasSize(1);
      assertThat(reply).isEqualTo(V2_SUCCESS);
      assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
    }
  }

  private static TestEngine shop(StoreOptions store) {
    return shop(store, TestPlatform.API_V3_KEY);
  }

  private static TestEngine shop(StoreOptions store, String apiV3Key) {
    return TestEngine.on(store, TestPlatform.accounts(apiV3Key), Clock.systemUTC());
  }

  private static void register(TestEngine shop, String outTradeNo, long fen) {
    shop.engine().orders().register("shop", TestEngine.order(outTradeNo, fen));
  }

  private static OrderView order(TestEngine shop, String outTradeNo) {
    return shop.engine().orders().find("shop", outTradeNo).orElseThrow();
  }

  private static List<NotificationView> stored(TestEngine shop) {
    return shop.engine().notifications().list(null, null, null, null, 200).items();
  }

  private static List<ProblemView> open(TestEngine shop) {
    return shop.engine().problems().list(null, "open", null, 200).items();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
