package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Registration;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inbox promises, on every store. */
class InboxContractTest {
  private static final String SUCCESS =
      "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>";
  private static final byte[] PAID = Samples.bytes("v2/01-plain-md5.xml");
  private static final String OUT_TRADE_NO = "SIM20260105000001";

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_EFFECT: a registered order is paid by its notification, and copies change nothing")
  void paid(TestStores stores) {
    try (var shop = TestEngine.on(stores.create())) {
      shop.engine().orders().register("shop", TestEngine.order(OUT_TRADE_NO, 8800));

      assertThat(text(shop.deliver(PAID))).isEqualTo(SUCCESS);
      assertThat(text(shop.deliver(PAID))).isEqualTo(SUCCESS);

      var order = order(shop);
      assertThat(order.tradeState()).isEqualTo("SUCCESS");
      assertThat(order.transactionId()).isEqualTo("4200009001202601050000000001");
      assertThat(order.successTime()).isEqualTo("2026-01-05T09:30:12+08:00");
      assertThat(order.payerTotal()).isEqualTo(8800);
      assertThat(order.version()).isEqualTo(2);
      assertThat(events(order)).containsExactly("registered", "payment.succeeded");
      var stored = shop.engine().notifications().list(null, null, null, null, 10).items();
      assertThat(stored).hasSize(1);
      assertThat(stored.get(0).timesSeen()).isEqualTo(2);
      assertThat(stored.get(0).verdict()).isEqualTo("applied");
      assertThat(shop.engine().notifications().raw(stored.get(0).id())).hasValue(PAID);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: a notification that overtakes the registration is kept and applied by it")
  void beforeTheOrder(TestStores stores) {
    try (var shop = TestEngine.on(stores.create())) {
      assertThat(text(shop.deliver(PAID))).isEqualTo(SUCCESS);
      assertThat(shop.engine().orders().find("shop", OUT_TRADE_NO)).isEmpty();
      assertThat(shop.engine().problems().list(null, "open", null, 10).items())
          .extracting(problem -> problem.kind())
          .containsExactly("order_unknown");

      var registered =
          shop.engine().orders().register("shop", TestEngine.order(OUT_TRADE_NO, 8800));

      assertThat(registered).isInstanceOf(Registration.Created.class);
      assertThat(order(shop).tradeState()).isEqualTo("SUCCESS");
      assertThat(events(order(shop)))
          .containsExactly("registered", "payment.succeeded", "problem.resolved");
      assertThat(order(shop).version()).isEqualTo(3);
      assertThat(shop.engine().problems().list(null, "open", null, 10).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: another amount never pays the order; a person may accept it")
  void anotherAmount(TestStores stores) {
    try (var shop = TestEngine.on(stores.create())) {
      shop.engine().orders().register("shop", TestEngine.order(OUT_TRADE_NO, 8801));

      assertThat(text(shop.deliver(PAID))).isEqualTo(SUCCESS);

      assertThat(order(shop).tradeState()).isEqualTo("NOTPAY");
      assertThat(events(order(shop)))
          .containsExactly("registered", "evidence.disputed", "payment.disputed", "problem.opened");
      var problem = order(shop).problems().get(0);
      assertThat(problem.kind()).isEqualTo("amount_differs");

      shop.engine().problems().resolve(problem.id(), "accept", "checked by hand", "alice");

      assertThat(order(shop).tradeState()).isEqualTo("SUCCESS");
      assertThat(order(shop).problems().get(0).resolution()).isEqualTo("accept");
      assertThat(events(order(shop))).endsWith("payment.succeeded", "problem.resolved");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_ROW_PER_ID: a crowd of copies is one row and one effect, and each is answered SUCCESS")
  void crowd(TestStores stores) {
    try (var shop = TestEngine.on(stores.create())) {
      shop.engine().orders().register("shop", TestEngine.order(OUT_TRADE_NO, 8800));
      List<CompletableFuture<Reply>> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        answers.add(shop.deliverLater(TestEngine.TOKEN, Map.of(), PAID));
      }

      assertThat(answers).allSatisfy(answer -> assertThat(text(answer.join())).isEqualTo(SUCCESS));

      assertThat(order(shop).version()).isEqualTo(2);
      var stored = shop.engine().notifications().list(null, null, null, null, 10).items();
      assertThat(stored).hasSize(1);
      assertThat(stored.get(0).timesSeen()).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: a changed amount is refused and stores nothing")
  void forged(TestStores stores) {
    try (var shop = TestEngine.on(stores.create())) {
      shop.engine().orders().register("shop", TestEngine.order(OUT_TRADE_NO, 8800));

      var reply = shop.deliver(Samples.bytes("v2/12-neg-tampered-amount.xml"));

      assertThat(text(reply)).contains("FAIL").contains("签名错误");
      assertThat(order(shop).version()).isEqualTo(1);
      assertThat(shop.engine().notifications().list(null, null, null, null, 10).items()).isEmpty();
    }
  }

  private static OrderView order(TestEngine shop) {
    return shop.engine().orders().find("shop", OUT_TRADE_NO).orElseThrow();
  }

  private static List<String> events(OrderView order) {
    return order.timeline().stream().map(OrderView.Entry::what).toList();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
