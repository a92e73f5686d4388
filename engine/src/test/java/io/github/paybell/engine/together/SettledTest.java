package io.github.paybell.engine.together;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.ShopOrder;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payments that other code of the shop acts on, or has acted on. */
class SettledTest {
  private static final String UNKNOWN = "";

  /** What the shop's other code has marked paid: order to transaction_id. */
  private final Map<String, String> settled = new ConcurrentHashMap<>();

  private final List<String> told = new CopyOnWriteArrayList<>();

  private final AtomicBoolean broken = new AtomicBoolean();

  private final OrderSource book =
      (account, outTradeNo) -> {
        var order = ShopOrder.expected(TestEngine.order(outTradeNo, 100));
        var by = settled.get(outTradeNo);
        return Optional.of(by == null ? order : order.settledBy(by.equals(UNKNOWN) ? null : by));
      };

  private Settings shop() {
    return new Settings()
        .acknowledge(Acknowledge.HANDLED)
        .orders(book)
        .listener(
            (connection, event) -> {
              told.add(event.type().wireName());
              if (broken.get()) {
                throw new IllegalStateException("out of beans");
              }
            });
  }

  /** A webhook subscribes to payments, too, until the next start. */
  private static void subscribe(ShopDatabase database) throws SQLException {
    database.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                "insert into paybell_subscription (type, subscriber) values"
                    + " ('payment.succeeded', 'erp')");
          }
        });
  }

  private static List<String> delivered(ShopDatabase database) throws SQLException {
    return database.texts("select subscriber from paybell_delivery");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a payment that the shop has acted on is applied and not told")
  void settled(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = shop().on(database)) {
      subscribe(database);
      shop.register("KNOWN-1");
      settled.put("KNOWN-1", "T1");
      settled.put("NEW-2", UNKNOWN);
      shop.send(TestPlatform.v3Paid("id-1", "KNOWN-1", "T1", 100));
      shop.send(TestPlatform.v2Paid("NEW-2", "T2", 100));
      shop.send(TestPlatform.v3Paid("id-1", "KNOWN-1", "T1", 100));

      assertThat(shop.order("KNOWN-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.events("KNOWN-1")).containsExactly("registered", "payment.succeeded");
      assertThat(shop.order("NEW-2").transactionId()).isEqualTo("T2");
      assertThat(told).isEmpty();
      assertThat(delivered(database)).isEmpty();
      assertThat(shop.open()).isEmpty();

      shop.send(TestPlatform.v3Refund("id-2", "KNOWN-1", "T1", "R1", "SUCCESS", 40));
      assertThat(told).containsExactly("refund.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a second payment of a settled order is told as a dispute")
  void another(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = shop().on(database)) {
      settled.put("ORDER-1", "T1");
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T9", 100));

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(told).containsExactly("payment.disputed", "problem.opened");
      assertThat(shop.open())
          .extracting(ProblemView::kind)
          .containsExactly("paid_by_another_transaction");
      assertThat(shop.fulfilled("ORDER-1")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_EFFECT, TOGETHER: what nobody acted on while other code was to is told once, afterwards")
  void cutOver(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores)) {
      try (var shop = shop().besideOtherCode().on(database)) {
        subscribe(database);
        shop.send(TestPlatform.v3Paid("id-1", "ACTED-1", "T1", 100));
        shop.send(TestPlatform.v3Paid("id-2", "MISSED-2", "T2", 100));
        assertThat(shop.open())
            .extracting(ProblemView::kind)
            .containsExactly("shop_differs", "shop_differs");
        settled.put("ACTED-1", "T1");

        assertThat(shop.engine().compareWithShop()).isOne();
        assertThat(shop.open()).extracting(ProblemView::outTradeNo).containsExactly("MISSED-2");
        shop.after(Duration.ofMinutes(6));
        shop.engine().compareWithShop();
        assertThat(shop.open()).extracting(ProblemView::severity).containsExactly("high");
      }
      assertThat(told).doesNotContain("payment.succeeded");
      assertThat(delivered(database)).isEmpty();
      told.clear();
      try (var shop = shop().on(database)) {
        subscribe(database);
        shop.send(TestPlatform.v3Paid("id-1", "ACTED-1", "T1", 100));
        shop.send(TestPlatform.v3Paid("id-2", "MISSED-2", "T2", 100));
        assertThat(told).isEmpty();

        broken.set(true);
        assertThat(shop.engine().compareWithShop()).isOne();
        assertThat(shop.fulfilled("MISSED-2")).isEmpty();
        assertThat(shop.open()).hasSize(1);
        broken.set(false);
        told.clear();

        assertThat(shop.engine().compareWithShop()).isZero();
        shop.engine().compareWithShop();

        assertThat(told).containsExactly("payment.succeeded", "problem.resolved");
        assertThat(shop.fulfilled("MISSED-2")).containsExactly("payment.succeeded");
        assertThat(delivered(database)).containsExactly("erp");
        assertThat(shop.fulfilled("ACTED-1")).isEmpty();
        assertThat(shop.open()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: what the shop marks paid and WeChat Pay does not is a problem")
  void differs(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = shop().besideOtherCode().on(database)) {
      shop.register("FORGED-1");
      shop.register("OPEN-2");
      settled.put("FORGED-1", "T1");

      shop.engine().compareWithShop();
      assertThat(shop.open()).isEmpty();
      shop.engine().compareWithShop();
      assertThat(shop.open())
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem.cause())
                      .isEqualTo(
                          "the shop marks it paid by transaction_id T1, and here it is NOTPAY"));

      shop.send(TestPlatform.v3Paid("id-1", "FORGED-1", "T1", 100));
      shop.engine().compareWithShop();
      assertThat(shop.open()).isEmpty();
    }
  }
}
