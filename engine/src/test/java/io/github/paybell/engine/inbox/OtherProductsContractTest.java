package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.Deliveries.EventFilter;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.EventView;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages that are about no payment and no refund, on every store. */
class OtherProductsContractTest {
  private static final String TRANSFER =
      "{\"out_bill_no\":\"B1\",\"state\":\"SUCCESS\",\"openid\":\"oTESTsim0000000000000000001A\"}";

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: one event per notification, however many copies on two replicas")
  void once(TestStores stores) {
    var store = stores.create();
    var sent = transfer("id-1");
    try (var one = shop(store, "wechat.*");
        var two = shop(store, "wechat.*")) {
      var answers = new ArrayList<CompletableFuture<Reply>>();
      for (int i = 0; i < 8; i++) {
        answers.add(sent.laterTo(i % 2 == 0 ? one : two));
      }
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(204));

      var row = one.engine().notifications().list(null, null, null, null, 9).items().get(0);
      assertThat(row.timesSeen()).isEqualTo(8);
      assertThat(row.verdict()).isEqualTo("recorded");
      assertThat(events(one)).singleElement().satisfies(event -> told(event, row.id()));
      assertThat(open(one)).isEmpty();
    }
  }

  private static void told(EventView view, UUID notification) {
    var event = view.event();
    assertThat(event.type().wireName()).isEqualTo("wechat.MCHTRANSFER.BILL.FINISHED");
    assertThat(event.id()).isEqualTo(notification);
    assertThat(event.subject()).isNull();
    assertThat(event.version()).isNull();
    assertThat(event.data())
        .isEqualTo(
            "{\"account\":\"shop\",\"notification\":\""
                + notification
                + "\",\"event_type\":\"MCHTRANSFER.BILL.FINISHED\","
                + "\"original_type\":\"mch_payment\",\"summary\":\"test\",\"resource\":"
                + TRANSFER
                + "}");
    assertThat(view.deliveries()).singleElement().extracting("key.subscriber").isEqualTo("ear");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: what nobody is told of is a problem, once for each account and type")
  void unclaimed(TestStores stores) {
    var store = stores.create();
    try (var shop = shop(store, "*")) {
      for (int i = 0; i < 3; i++) {
        assertThat(transfer("id-" + i).to(shop).status()).isEqualTo(204);
      }
      assertThat(events(shop).stream().filter(OtherProductsContractTest::wechat))
          .hasSize(3)
          .allSatisfy(event -> assertThat(event.deliveries()).isEmpty());
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("event_unclaimed");
                assertThat(problem.severity()).isEqualTo("high");
                assertThat(problem.cause()).isEqualTo("MCHTRANSFER.BILL.FINISHED");
                assertThat(problem.timesSeen()).isEqualTo(3);
              });
    }
    try (var shop = shop(store, "wechat.MCHTRANSFER.BILL.FINISHED")) {
      transfer("id-9").to(shop);
      assertThat(open(shop)).as("the next one is told").isEmpty();

      for (var event : events(shop)) {
        shop.engine().deliveries().redeliver(event.event().id(), null, "admin");
      }
      assertThat(events(shop).stream().filter(OtherProductsContractTest::wechat))
          .as("and those that were not can be told again")
          .allSatisfy(event -> assertThat(event.deliveries()).hasSize(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ADD,wechat.CONTRACT.ADD",
    "DELETE,wechat.CONTRACT.DELETE",
    "'',wechat.V2.UNKNOWN",
  })
  @DisplayName("TOLD_WHOLE: v2's contract notices have a name, what is not known has another")
  void contract(String changeType, String type) {
    try (var shop = shop(TestStores.SQLITE.create(), "wechat.*")) {
      var fields = v2("contract_id", "201509160000028648");
      fields.put("change_type", changeType);

      assertThat(text(TestPlatform.v2(fields).to(shop))).contains("<![CDATA[SUCCESS]]>");

      assertThat(events(shop))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.event().type().wireName()).isEqualTo(type);
                assertThat(event.event().data())
                    .contains("\"resource\":{", "\"contract_id\":\"201509160000028648\"")
                    .doesNotContain("\"sign\"", "nonce_str");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: profit sharing comes as TRANSACTION.SUCCESS and is no payment")
  void profitSharing(TestStores stores) {
    try (var shop = shop(stores.create(), "wechat.TRANSACTION.SUCCESS")) {
      TestPlatform.v3(
              "id-1",
              "TRANSACTION.SUCCESS",
              "profitsharing",
              "{\"transaction_id\":\"T1\",\"out_order_no\":\"P1\"}")
          .to(shop);

      assertThat(events(shop))
          .singleElement()
          .extracting("event.type")
          .hasToString("WechatEvent[name=TRANSACTION.SUCCESS]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PARKING_FEE.QUERY_TRANS_INFO",
        "ENTRUST.TERMINATE_RETENTION",
        "ENTRUST.TERMINATE_INQUIRY",
        "CROSS_BORDER_PAY.GET_MCH_INFO",
        "CROSS_BORDER_PAY.PUSH_ORDER_INFO"
      })
  @DisplayName("reply matrix: a question without an answer is a failure, stored, and a problem")
  void question(String type) {
    try (var shop = shop(TestStores.SQLITE.create(), "*")) {
      var sent = TestPlatform.v3("id-1", type, "other", "{\"plate_number\":\"粤B888888\"}");
      for (int copy = 0; copy < 2; copy++) {
        var reply = sent.to(shop);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply)).contains("\"code\":\"FAIL\"");
      }
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("question_unanswered");
                assertThat(problem.cause()).isEqualTo(type);
              });
      assertThat(events(shop).stream().filter(OtherProductsContractTest::wechat)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("reply matrix: v2 Native, mode 1, asks for a prepay_id: FAIL and a problem")
  void nativeMode1(TestStores stores) {
    try (var shop = shop(stores.create(), "*")) {
      var fields = v2("openid", "oTESTsim0000000000000000001A");
      fields.put("product_id", "88888");
      fields.put("is_subscribe", "Y");

      assertThat(text(TestPlatform.v2(fields).to(shop))).contains("<![CDATA[FAIL]]>");

      assertThat(open(shop)).extracting(ProblemView::kind).containsExactly("question_unanswered");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: what no key opened is told once it is read, by whichever copy, once")
  void readAtLast(TestStores stores) {
    var store = stores.create();
    try (var shop = shop(store, "wechat.*", TestPlatform.OLD_API_V3_KEY)) {
      assertThat(transfer("id-1").to(shop).status()).isEqualTo(500);
      assertThat(events(shop).stream().filter(OtherProductsContractTest::wechat)).isEmpty();
    }
    try (var one = shop(store, "wechat.*");
        var two = shop(store, "wechat.*")) {
      var answers = List.of(transfer("id-1").laterTo(one), transfer("id-1").laterTo(two));
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(204));
      assertThat(events(one).stream().filter(OtherProductsContractTest::wechat)).hasSize(1);

      var id = one.engine().notifications().list(null, null, null, null, 9).items().get(0).id();
      one.engine().notifications().reapply(id, "admin");
      assertThat(events(one).stream().filter(OtherProductsContractTest::wechat)).hasSize(1);
      assertThat(open(one)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON            | \"not JSON\"",
        "{\"a\":1            | \"{\\\"a\\\":1\"",
        "[1]                 | [1]",
        "{\"a\":{\"b\":[1.50]}} | {\"a\":{\"b\":[1.50]}}",
      })
  @DisplayName("TOLD_WHOLE: the resource is told as it came, as a text where it is no JSON")
  void resource(String plaintext, String told) {
    try (var shop = shop(TestStores.SQLITE.create(), "wechat.*")) {
      TestPlatform.v3("id-1", "COUPON.USE", "coupon", plaintext).to(shop);

      assertThat(events(shop).get(0).event().data()).endsWith(",\"resource\":" + told + "}");
    }
  }

  private static Sent transfer(String id) {
    return TestPlatform.v3(id, "MCHTRANSFER.BILL.FINISHED", "mch_payment", TRANSFER);
  }

  private static Map<String, String> v2(String name, String value) {
    var fields = new TreeMap<String, String>();
    fields.put("appid", "wx0000000000000201");
    fields.put("mch_id", TestPlatform.MCHID);
    fields.put("nonce_str", "n1");
    fields.put(name, value);
    return fields;
  }

  private static TestEngine shop(StoreOptions store, String events) {
    return shop(store, events, TestPlatform.API_V3_KEY);
  }

  private static TestEngine shop(StoreOptions store, String events, String apiV3Key) {
    var ear = new Subscriber("ear", EventSelection.of(List.of(events)), 1, 0, new Silent());
    return TestEngine.on(
        store,
        TestPlatform.accounts(apiV3Key),
        DeliveryOptions.of(List.of(ear)),
        Clock.systemUTC());
  }

  /** Nothing is started; deliveries are looked at where they stand. */
  private static final class Silent implements Channel {
    @Override
    public String kind() {
      return "ear";
    }

    @Override
    public String target() {
      return "test";
    }

    @Override
    public void tell(List<Attempt> attempts) {
      throw new IllegalStateException("not started");
    }

    @Override
    public void close() {}
  }

  private static List<EventView> events(TestEngine shop) {
    return shop.engine().deliveries().events(new EventFilter(null, null, null), null, 100).items();
  }

  private static boolean wechat(EventView event) {
    return event.event().type().wireName().startsWith("wechat.");
  }

  private static List<ProblemView> open(TestEngine shop) {
    return shop.engine().problems().list(null, "open", null, 100).items();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
