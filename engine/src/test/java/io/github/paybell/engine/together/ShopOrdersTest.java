package io.github.paybell.engine.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.ShopOrder;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that the shop answers for from its own table, and that it registers with its own. */
class ShopOrdersTest {
  private static ShopOrder expected(String outTradeNo, @Nullable String reference) {
    return ShopOrder.expected(order(outTradeNo, reference));
  }

  private static NewOrder order(String outTradeNo, @Nullable String reference) {
    return new NewOrder(
        outTradeNo, 100, "CNY", reference, null, null, null, null, null, Policies.UNSET, null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "an order that nobody registered is the shop's all the same, whoever speaks of it first")
  void found(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .wechat(new PayingWechat())
                .orders(
                    (account, outTradeNo) ->
                        outTradeNo.startsWith("ORDER")
                            ? Optional.of(expected(outTradeNo, "cart of " + outTradeNo))
                            : Optional.empty())
                .on(database)) {
      var account = Objects.requireNonNull(shop.engine().accounts().byName("shop"));

      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "TORDER-1", 100));
      shop.engine().orderQueries().order(account, "ORDER-2", null);
      shop.send(TestPlatform.v2Paid("ORDER-3", "TORDER-3", 99));
      shop.send(TestPlatform.v2Paid("OTHER-4", "TOTHER-4", 100));

      assertThat(shop.order("ORDER-1").reference()).isEqualTo("cart of ORDER-1");
      assertThat(shop.events("ORDER-1")).containsExactly("registered", "payment.succeeded");
      assertThat(shop.order("ORDER-1").version()).isEqualTo(2);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.fulfilled("ORDER-2")).hasSize(1);
      assertThat(shop.order("ORDER-3").tradeState()).isEqualTo("NOTPAY");
      assertThat(shop.engine().orders().find("shop", "OTHER-4")).isEmpty();
      assertThat(shop.open())
          .extracting(ProblemView::kind)
          .containsExactlyInAnyOrder("amount_differs", "order_unknown");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: a doubtful message fulfils nothing until WeChat Pay confirms it")
  void doubtful(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .wechat(new PayingWechat())
                .orders((account, outTradeNo) -> Optional.of(expected(outTradeNo, null)))
                .on(database)) {
      var fields = TestPlatform.v2Fields("ORDER-1", "TORDER-1", 100);
      fields.put("attach", "a=1&b=2&total_fee=100");

      shop.send(TestPlatform.v2(fields));

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(shop.fulfilled("ORDER-1")).isEmpty();
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("payment_unconfirmed");

      shop.sweep();

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("what waited for an order is applied when the shop knows it at the next word of it")
  void foundLater(TestStores stores) throws Exception {
    var known = new AtomicBoolean();
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .orders(
                    (account, outTradeNo) ->
                        known.get() ? Optional.of(expected(outTradeNo, null)) : Optional.empty())
                .on(database)) {
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100));
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("order_unknown");
      known.set(true);

      // Another amount, so it is not this word that pays the order.
      shop.send(TestPlatform.v2Paid("ORDER-1", "T1", 99));

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("amount_differs");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: an order table that does not answer is like a listener that fails")
  void tableAway(TestStores stores) throws Exception {
    var away = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .orders(
                    (account, outTradeNo) -> {
                      if (away.get()) {
                        throw new IllegalStateException("no table");
                      }
                      return Optional.of(expected(outTradeNo, null));
                    })
                .on(database)) {
      assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100)).status())
          .isEqualTo(500);
      assertThat(shop.open()).isEmpty();
      away.set(false);

      shop.after(Duration.ofSeconds(5));

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: an order is expected when the shop's own transaction commits, not before")
  void expect(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = new Settings().acknowledge(Acknowledge.HANDLED).on(database)) {
      var orders = shop.engine().orders();

      assertThatThrownBy(
              () ->
                  database.write(
                      connection -> {
                        orders.register(connection, "shop", TestEngine.order("ORDER-1", 100));
                        throw new SQLException("the shop's own order could not be saved");
                      }))
          .isInstanceOf(SQLException.class);
      assertThat(orders.find("shop", "ORDER-1")).isEmpty();

      database.write(
          connection -> orders.register(connection, "shop", TestEngine.order("ORDER-1", 100)));
      assertThat(orders.find("shop", "ORDER-1")).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "TOGETHER: a listener that fails for a payment that came before undoes the registration")
  void expectAfterPayment(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      if (broken.get() && event.version() != null) {
                        throw new IllegalStateException("out of beans");
                      }
                    })
                .on(database)) {
      var orders = shop.engine().orders();
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100));

      assertThatThrownBy(
              () ->
                  database.write(
                      connection ->
                          orders.register(connection, "shop", TestEngine.order("ORDER-1", 100))))
          .isInstanceOf(ListenerFailedException.class);
      assertThat(orders.find("shop", "ORDER-1")).isEmpty();
      assertThat(shop.fulfilled("ORDER-1")).isEmpty();
      broken.set(false);

      database.write(
          connection -> orders.register(connection, "shop", TestEngine.order("ORDER-1", 100)));
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
    }
  }
}
