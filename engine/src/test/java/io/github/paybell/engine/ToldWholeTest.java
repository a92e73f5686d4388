package io.github.paybell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.inbox.TestRows;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.PayerDisclosure;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.ledger.Reveal;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a payment says reaches the outside, whichever way it comes to be applied. */
class ToldWholeTest {
  private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  private static final Payer PAYER = new Payer(OPENID, "oSub8uMuAJO_M2pxb1Q9zNjWeSub");
  private static final MasterKey MASTER = MasterKey.load("0f".repeat(32), Path.of("."));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T01:30:00Z"), ZoneOffset.UTC);
  private static final PaymentDetails DETAILS =
      new PaymentDetails(
          PAYER,
          "JSAPI",
          "CMB_DEBIT",
          95L,
          List.of(
              new Promotion(
                  "109519",
                  "单品惠\"6\"",
                  "GLOBAL",
                  "NOCASH",
                  5L,
                  "931386",
                  0L,
                  5L,
                  0L,
                  "CNY",
                  List.of(new Goods("M1006", 1L, 100L, 0L, "备注"))),
              new Promotion(
                  "109520", null, null, "CASH", 3L, null, null, null, null, null, List.of())));

  /** As the members of an event's data spell it. */
  private static final String TOLD =
      "\"payer\":{\"openid\":\""
          + OPENID
          + "\",\"sub_openid\":\"oSub8uMuAJO_M2pxb1Q9zNjWeSub\"},"
          + "\"appid\":\"wx8888888888888888\",\"mchid\":\"1900000109\",\"sub_mchid\":\"1900000119\","
          + "\"trade_type\":\"JSAPI\",\"bank_type\":\"CMB_DEBIT\",\"settlement_total\":95,"
          + "\"promotion_detail\":[{\"coupon_id\":\"109519\",\"name\":\"单品惠\\\"6\\\"\","
          + "\"scope\":\"GLOBAL\",\"type\":\"NOCASH\",\"amount\":5,\"stock_id\":\"931386\","
          + "\"wechatpay_contribute\":0,\"merchant_contribute\":5,\"other_contribute\":0,"
          + "\"currency\":\"CNY\",\"goods_detail\":[{\"goods_id\":\"M1006\",\"quantity\":1,"
          + "\"unit_price\":100,\"discount_amount\":0,\"goods_remark\":\"备注\"}]},"
          + "{\"coupon_id\":\"109520\",\"type\":\"CASH\",\"amount\":3}]";

  private static final String AMOUNT =
      "\"amount\":{\"total\":100,\"currency\":\"CNY\",\"payer_total\":92,\"payer_currency\":\"CNY\"}";

  private StoreOptions database;
  private Store store;
  private Ledger ledger;
  private Orders orders;
  private Problems problems;
  private PayerDisclosure disclosure;

  private void open(TestStores stores) throws SQLException {
    database = stores.create();
    store = Store.open(database);
    var payers = new StoredPayers(StoreKey.open(store, MASTER, CLOCK));
    ledger =
        new Ledger(
            store,
            account -> new Identity("1900000109", Set.of(), Set.of(), Policies.UNSET),
            TransactionListener.ALONE,
            OrderSource.NONE,
            Ladder.standard(),
            payers,
            CLOCK);
    orders = new Orders(store, ledger, Ladder.standard(), CLOCK);
    problems = new Problems(store, ledger, CLOCK);
    disclosure = new PayerDisclosure(store, ledger, CLOCK);
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  private void register(String outTradeNo, long total) {
    orders.register(
        "shop",
        new NewOrder(
            outTradeNo,
            total,
            "CNY",
            null,
            null,
            null,
            "registered",
            null,
            null,
            Policies.UNSET,
            null));
  }

  private static Evidence paid(String outTradeNo, @Nullable String attach, PaymentDetails details) {
    return paid(outTradeNo, "T-" + outTradeNo, attach, details);
  }

  private static Evidence paid(
      String outTradeNo, String transactionId, @Nullable String attach, PaymentDetails details) {
    return Evidence.about(new OrderKey("shop", outTradeNo), Ids.at(0), Source.QUERY)
        .mchid("1900000109")
        .appid("wx8888888888888888")
        .subMchid("1900000119")
        .transactionId(transactionId)
        .total(100L)
        .currency("CNY")
        .payerTotal(92L)
        .payerCurrency("CNY")
        .successTime("2026-01-05T09:30:12+08:00")
        .attach(attach)
        .payment(TradeState.SUCCESS, details);
  }

  private String data(String type, String outTradeNo) throws SQLException {
    var found =
        TestRows.texts(
            database,
            "select data from paybell_event where type = '"
                + type
                + "' and subject = '"
                + outTradeNo
                + "' order by id desc");
    assertThat(found).as(type + " of " + outTradeNo).isNotEmpty();
    return found.get(0);
  }

  private String one(String query) throws SQLException {
    var found = TestRows.texts(database, query);
    assertThat(found).as(query).hasSize(1);
    return String.valueOf(found.get(0));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: payment.succeeded carries all that the payment says")
  void succeeded(TestStores stores) throws Exception {
    open(stores);
    register("ORDER-1", 100);
    ledger.learn(paid("ORDER-1", "from the message", DETAILS));

    assertThat(data("payment.succeeded", "ORDER-1"))
        .isEqualTo(
            "{\"account\":\"shop\",\"out_trade_no\":\"ORDER-1\",\"transaction_id\":\"T-ORDER-1\","
                + "\"trade_state\":\"SUCCESS\","
                + AMOUNT
                + ",\"payer_total\":92,\"success_time\":\"2026-01-05T09:30:12+08:00\","
                + "\"late\":false,\"duplicate\":false,\"attach\":\"from the message\","
                + TOLD
                + "}");
    var payment = orders.find("shop", "ORDER-1").orElseThrow().payment();
    assertThat(payment.details())
        .isEqualTo(new PaymentDetails(null, "JSAPI", "CMB_DEBIT", 95L, DETAILS.promotionDetail()));
    assertThat(payment.payerHint()).isEqualTo("eS6o");
    assertThat(payment.attach()).isEqualTo("from the message");
    assertThat(payment.mchid()).isEqualTo("1900000109");
    assertThat(one("select payer_sealed from paybell_evidence")).isEqualTo("null");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: the registered attach stands where the message has none")
  void attach(TestStores stores) throws Exception {
    open(stores);
    register("ORDER-1", 100);
    ledger.learn(paid("ORDER-1", null, PaymentDetails.NONE));

    assertThat(data("payment.succeeded", "ORDER-1"))
        .contains("\"attach\":\"registered\"")
        .doesNotContain("payer\":")
        .doesNotContain("promotion_detail");
    assertThat(one("select details from paybell_evidence")).isEqualTo("null");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: what came before its order was registered tells the same afterwards")
  void parked(TestStores stores) throws Exception {
    open(stores);
    ledger.learn(paid("ORDER-1", null, DETAILS));
    assertThat(one("select payer_sealed from paybell_evidence"))
        .startsWith("sealed:v1:")
        .doesNotContain(OPENID);
    assertThat(one("select details from paybell_evidence")).doesNotContain("openid");

    register("ORDER-1", 100);

    assertThat(data("payment.succeeded", "ORDER-1")).contains(AMOUNT).contains(TOLD);
    assertThat(one("select payer_sealed from paybell_evidence")).isEqualTo("null");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: payment.disputed says what was expected and what came; accept tells it")
  void disputed(TestStores stores) throws Exception {
    open(stores);
    register("ORDER-1", 200);
    ledger.learn(paid("ORDER-1", "from the message", DETAILS));

    assertThat(data("payment.disputed", "ORDER-1"))
        .contains("\"trade_state\":\"NOTPAY\"")
        .contains(
            "\"expected\":{\"amount\":{\"total\":200,\"currency\":\"CNY\"},\"mchid\":\"1900000109\"}")
        .contains(
            "\"came\":{\"transaction_id\":\"T-ORDER-1\",\"trade_state\":\"SUCCESS\","
                + AMOUNT
                + ",\"success_time\":\"2026-01-05T09:30:12+08:00\","
                + "\"attach\":\"from the message\","
                + TOLD
                + "}");
    assertThat(one("select payer_sealed from paybell_evidence")).isEqualTo("null");

    resolve("accept");
    assertThat(data("payment.succeeded", "ORDER-1"))
        .contains("\"attach\":\"from the message\"")
        .contains(TOLD);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOLD_WHOLE: a late payment that is accepted later tells the payer again")
  void late(TestStores stores) throws Exception {
    open(stores);
    register("ORDER-1", 100);
    ledger.learn(
        Evidence.about(new OrderKey("shop", "ORDER-1"), Ids.at(0), Source.QUERY)
            .mchid("1900000109")
            .payment(TradeState.CLOSED));
    ledger.learn(paid("ORDER-1", null, DETAILS));
    assertThat(data("payment.late", "ORDER-1")).contains("\"late\":true").contains(TOLD);

    resolve("accept");
    assertThat(data("payment.succeeded", "ORDER-1")).contains("\"late\":true").contains(TOLD);
  }

  private void resolve(String action) {
    var open = problems.list(null, "open", null, 10).items();
    assertThat(open).hasSize(1);
    problems.resolve(open.get(0).id(), action, null, "alice");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: an event over 512 KiB leaves the goods out and says so")
  void truncated(TestStores stores) throws Exception {
    open(stores);
    var goods = Collections.nCopies(50, new Goods("商品".repeat(16), 1L, 100L, 1L, "备注".repeat(60)));
    var many =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    new Promotion(
                        "C" + i, "券", "SINGLE", "CASH", 1L, "S", 0L, 1L, 0L, "CNY", goods))
            .toList();
    register("ORDER-1", 100);
    ledger.learn(paid("ORDER-1", null, new PaymentDetails(PAYER, "JSAPI", "OTHERS", null, many)));

    var data = data("payment.succeeded", "ORDER-1");
    assertThat(data.getBytes(StandardCharsets.UTF_8).length).isLessThan(512 * 1024);
    assertThat(data)
        .contains("\"truncated\":true")
        .contains("\"coupon_id\":\"C39\"")
        .doesNotContain("goods_detail");
    assertThat(orders.find("shop", "ORDER-1").orElseThrow().payment().details().promotionDetail())
        .as("the record keeps them")
        .isEqualTo(many);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: who paid is told with a reason, and who asked is kept with it")
  void revealed(TestStores stores) throws Exception {
    open(stores);
    register("ORDER-1", 100);
    assertThat(disclosure.reveal("shop", "ORDER-1", "refund by hand", "alice"))
        .isInstanceOf(Reveal.NotKept.class);
    ledger.learn(paid("ORDER-1", null, DETAILS));
    // Another payment of the same order is a dispute; its payer is another one.
    ledger.learn(
        paid(
            "ORDER-1",
            "T-OTHER",
            null,
            new PaymentDetails(new Payer("oOther", null), null, null, null, List.of())));

    assertThat(disclosure.reveal("shop", "ORDER-1", "refund by hand", "alice"))
        .isEqualTo(new Reveal.Revealed(PAYER));
    assertThat(disclosure.reveal("shop", "ORDER-2", "refund by hand", "alice"))
        .isInstanceOf(Reveal.UnknownOrder.class);
    assertThat(
            TestRows.texts(
                database,
                "select detail from paybell_audit where action = 'payer.reveal' and actor = 'alice'"
                    + " and account = 'shop' and subject = 'ORDER-1'"))
        .containsExactly("refund by hand");
  }
}
