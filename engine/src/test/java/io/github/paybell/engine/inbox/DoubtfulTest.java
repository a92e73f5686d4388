package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Resolution;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import io.github.paybell.protocol.v2.Cuts;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** v2 messages whose signature may be another message's, through the whole engine. */
class DoubtfulTest {
  private static final String TARGET = "TARGT6";
  private static final String OWN = "MYORDER000001";
  private static final String T = "4200009001202601050000000001";
  private static final String QUERY_STRING = "shop=3&item=42&total_fee=100&from=wx";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));
  private final AskedWechat wechat = new AskedWechat(clock);
  private final StoreOptions store = TestStores.SQLITE.create();
  private TestEngine shop;

  @BeforeEach
  void start() {
    shop = on(store);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private TestEngine on(StoreOptions options) {
    return TestEngine.on(
        options, TestPlatform.accounts(), HealingOptions.defaults(), wechat, clock);
  }

  @Test
  @DisplayName("FORGERY_INERT: a payment of 1 fen, cut into another order, pays nothing")
  void attachBecomesAnotherOrder() {
    register(TARGET, 888_800);
    register(OWN, 1);
    var own = TestPlatform.v2Fields(OWN, T, 1);
    own.put(
        "attach",
        "a&cash_fee=1&mch_id="
            + TestPlatform.MCHID
            + "&out_trade_no=TARGT6&result_code=SUCCESS&time_end=20260105093012"
            + "&total_fee=888800&tp=");

    deliver(cut(own, name -> true));

    assertThat(order(TARGET).tradeState()).isEqualTo("NOTPAY");
    assertThat(order(TARGET).transactionId()).isNull();
    assertThat(events(TARGET))
        .containsExactlyInAnyOrder("registered", "evidence.parked", "problem.opened");
    assertThat(open()).extracting(ProblemView::kind).containsExactly("payment_unconfirmed");
    assertThat(open()).extracting(ProblemView::severity).containsExactly("normal");

    sweep();
    assertThat(wechat.asked).containsExactly(TARGET);
    assertThat(order(TARGET).tradeState()).isEqualTo("NOTPAY");

    // The genuine message is another content under the same key, and doubtful itself.
    wechat.paid(OWN, T, 1);
    deliver(TestPlatform.v2(own));
    sweep();

    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(order(OWN).transactionId()).isEqualTo(T);
    pass(Duration.ofSeconds(10));
    assertThat(order(TARGET).tradeState()).isEqualTo("NOTPAY");
    var refuted = order(TARGET).problems().get(0);
    assertThat(refuted.severity()).isEqualTo("high");
    assertThat(refuted.cause()).contains("refuted").contains(OWN);
    assertThat(order(OWN).problems())
        .filteredOn(problem -> problem.kind().equals("payment_unconfirmed"))
        .extracting(ProblemView::state)
        .containsExactly("closed");
  }

  @Test
  @DisplayName("FORGERY_INERT: dollars whose currency device_info swallowed are no yuan")
  void deviceInfoSwallowsCurrency() {
    register(OWN, 100);
    var dollars = TestPlatform.v2Fields(OWN, T, 100);
    dollars.put("device_info", "WEB");
    dollars.put("fee_type", "USD");

    deliver(cut(dollars, name -> !name.equals("fee_type")));

    assertThat(order(OWN).tradeState()).isEqualTo("NOTPAY");
    assertThat(open()).extracting(ProblemView::kind).containsExactly("payment_unconfirmed");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a genuine payment with a query string in attach is applied by the query")
  void genuine(TestStores stores) {
    try (var here = on(stores.create())) {
      here.engine().orders().register("shop", TestEngine.order(OWN, 100));
      wechat.paid(OWN, T, 100);

      assertThat(text(innocent(OWN).to(here))).contains("SUCCESS");
      var before = here.engine().orders().find("shop", OWN).orElseThrow();
      assertThat(before.tradeState()).isEqualTo("NOTPAY");
      here.engine().healing().sweepAll(clock.instant());

      var after = here.engine().orders().find("shop", OWN).orElseThrow();
      assertThat(after.tradeState()).isEqualTo("SUCCESS");
      assertThat(after.transactionId()).isEqualTo(T);
      assertThat(after.timeline())
          .extracting(OrderView.Entry::what)
          .filteredOn(what -> !what.startsWith("evidence"))
          .containsExactly("registered", "problem.opened", "payment.succeeded", "problem.resolved");
      assertThat(here.engine().problems().list("shop", "open", null, 10).items()).isEmpty();
      here.engine().healing().checkUnconfirmed();

      // Told again, it is a duplicate like any other.
      assertThat(text(innocent(OWN).to(here))).contains("SUCCESS");
      assertThat(here.engine().healing().sweepAll(clock.instant().plusSeconds(3600))).isZero();
    }
  }

  @Test
  @DisplayName(
      "HEALED: one that overtook its registration is asked for as soon as it is registered")
  void beforeTheOrder() {
    wechat.paid(OWN, T, 100);
    deliver(innocent(OWN));
    assertThat(open()).extracting(ProblemView::kind).containsExactly("order_unknown");
    sweep();
    assertThat(wechat.asked).isEmpty();

    register(OWN, 100);

    assertThat(order(OWN).tradeState()).isEqualTo("NOTPAY");
    assertThat(open()).extracting(ProblemView::kind).containsExactly("payment_unconfirmed");
    sweep();
    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(open()).isEmpty();
  }

  @Test
  @DisplayName("FORGERY_INERT: without an answer it waits, whatever happens, and says so")
  void withoutNetwork() {
    wechat.says(OWN, new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no network"));
    register(OWN, 100);
    deliver(innocent(OWN));
    shop.engine().healing().checkUnconfirmed();
    pass(Duration.ofMinutes(4));
    shop.engine().healing().checkUnconfirmed();
    assertThat(open()).extracting(ProblemView::severity).containsExactly("normal");

    pass(Duration.ofMinutes(1));
    shop.engine().healing().checkUnconfirmed();
    shop.engine().healing().checkUnconfirmed();

    var waiting = open().get(0);
    assertThat(waiting.severity()).isEqualTo("high");
    assertThat(waiting.cause()).contains("5 minutes").contains("TIMEOUT");
    assertThat(events(OWN)).filteredOn("problem.opened"::equals).hasSize(2);

    // A copy, a person who applies it again, and a restart believe it no more than before.
    deliver(innocent(OWN));
    var stored = shop.engine().notifications().list(null, null, null, null, 10).items().get(0);
    shop.engine().notifications().reapply(stored.id(), "alice");
    shop.close();
    shop = on(store);
    pass(Duration.ofDays(2));
    assertThat(order(OWN).tradeState()).isEqualTo("NOTPAY");
    assertThat(order(OWN).transactionId()).isNull();
    assertThat(shop.engine().problems().resolve(waiting.id(), "accept", null, "alice"))
        .isInstanceOfSatisfying(
            Resolution.Refused.class,
            refused -> assertThat(refused.reason()).contains("ask WeChat Pay"));
    assertThat(shop.engine().problems().resolve(waiting.id(), "refund", null, "alice"))
        .isInstanceOf(Resolution.Refused.class);

    wechat.paid(OWN, T, 100);
    pass(Duration.ofHours(7));
    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(open()).isEmpty();
  }

  @Test
  @DisplayName("FORGERY_INERT: CLOSED refutes it, and a later confirmation ends that")
  void closed() {
    register(OWN, 100);
    deliver(innocent(OWN));
    wechat.says(OWN, TradeState.CLOSED);
    sweep();

    assertThat(order(OWN).tradeState()).isEqualTo("CLOSED");
    assertThat(open()).extracting(ProblemView::severity).containsExactly("high");
    assertThat(open().get(0).cause()).contains("refuted").contains("CLOSED");
    int asked = wechat.asked.size();
    pass(Duration.ofHours(1));
    assertThat(wechat.asked.size()).isLessThanOrEqualTo(asked + 1);

    TestPlatform.v2Paid(OWN, T, 100).to(shop);
    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(order(OWN).late()).isTrue();
    assertThat(open())
        .extracting(ProblemView::kind)
        .containsExactlyInAnyOrder("late_payment", "notification_conflict");
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: an order that was closed before is asked about, and may be paid late")
  void late() {
    register(OWN, 100);
    wechat.says(OWN, TradeState.CLOSED);
    pass(Duration.ofSeconds(10));
    assertThat(order(OWN).tradeState()).isEqualTo("CLOSED");
    wechat.paid(OWN, T, 100);

    deliver(innocent(OWN));
    assertThat(open()).extracting(ProblemView::severity).containsExactly("normal");
    sweep();

    assertThat(order(OWN).late()).isTrue();
    assertThat(open()).extracting(ProblemView::kind).containsExactly("late_payment");
  }

  @Test
  @DisplayName("FORGERY_INERT: another transaction refutes it; what a person dismissed stays so")
  void anotherTransaction() {
    register(OWN, 100);
    wechat.paid(OWN, "T-OTHER", 100);
    deliver(innocent(OWN));
    sweep();

    assertThat(order(OWN).transactionId()).isEqualTo("T-OTHER");
    assertThat(open()).extracting(ProblemView::severity).containsExactly("high");
    assertThat(open().get(0).cause()).contains("T-OTHER");
    shop.engine().problems().resolve(open().get(0).id(), "dismiss", "seen", "alice");
    wechat.refunded(OWN, "T-OTHER", 100);
    var engine = shop.engine();
    engine.orderQueries().order(engine.accounts().byName("shop"), OWN, null);
    pass(Duration.ofHours(1));
    assertThat(order(OWN).tradeState()).isEqualTo("REFUND");
    assertThat(open()).isEmpty();
  }

  @Test
  @DisplayName("FORGERY_INERT: about a paid order it changes nothing, and what it says is not told")
  void afterThePayment() {
    register(OWN, 100);
    TestPlatform.v2Paid(OWN, T, 100).to(shop);
    var cut = TestPlatform.v2Fields(OWN, T, 100);
    cut.put("attach", "gift&total_fee=1");
    cut.put("openid", "oSOMEBODYELSE00000000000001B");

    deliver(TestPlatform.v2(cut));

    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(order(OWN).payment().attach()).isNull();
    assertThat(order(OWN).payment().payerHint()).isEqualTo("001A");
    assertThat(open()).extracting(ProblemView::kind).containsExactly("notification_conflict");
  }

  @Test
  @DisplayName("FORGERY_INERT: a failure that may be another message is no failure")
  void failure() {
    register(OWN, 100);
    wechat.paid(OWN, T, 100);
    var fields = TestPlatform.v2Fields(OWN, T, 100);
    fields.put("result_code", "FAIL");
    fields.put("attach", QUERY_STRING);

    deliver(TestPlatform.v2(fields));
    sweep();

    assertThat(order(OWN).tradeState()).isEqualTo("SUCCESS");
    assertThat(open()).isEmpty();
  }

  @Test
  @DisplayName("FORGERY_INERT: of another product it is kept, a person hears of it, nobody is told")
  void otherProduct() {
    deliver(
        TestPlatform.v2(
            Map.of(
                "mch_id", TestPlatform.MCHID,
                "change_type", "ADD",
                "contract_code", "C1&total_fee=1",
                "nonce_str", "n")));

    assertThat(open()).extracting(ProblemView::kind).containsExactly("payment_unconfirmed");
    assertThat(open().get(0).cause()).contains("CONTRACT.ADD");
    assertThat(shop.engine().notifications().list(null, null, null, null, 10).items()).hasSize(1);
  }

  private Sent innocent(String outTradeNo) {
    var fields = TestPlatform.v2Fields(outTradeNo, T, 100);
    fields.put("attach", QUERY_STRING);
    return TestPlatform.v2(fields);
  }

  /** The signature of some fields over another cut of them. */
  private static Sent cut(Map<String, String> fields, Predicate<String> here) {
    return new Sent(
        TestPlatform.SHOP_TOKEN,
        Map.of(),
        V2Messages.payment(
            Cuts.of(V2Messages.signed(fields, SignType.MD5, TestPlatform.V2_KEY), here),
            V2Form.captured()));
  }

  private void deliver(Sent sent) {
    assertThat(text(sent.to(shop))).contains("<![CDATA[SUCCESS]]>");
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  private void register(String outTradeNo, long total) {
    shop.engine().orders().register("shop", TestEngine.order(outTradeNo, total));
  }

  private void sweep() {
    shop.engine().healing().sweepAll(clock.instant());
  }

  private void pass(Duration time) {
    var tick = time.dividedBy(100);
    for (int i = 0; i < 100; i++) {
      clock.move(tick);
      sweep();
    }
  }

  private OrderView order(String outTradeNo) {
    return shop.engine().orders().find("shop", outTradeNo).orElseThrow();
  }

  private List<String> events(String outTradeNo) {
    return order(outTradeNo).timeline().stream().map(OrderView.Entry::what).toList();
  }

  private List<ProblemView> open() {
    return shop.engine().problems().list("shop", "open", null, 10).items();
  }
}
