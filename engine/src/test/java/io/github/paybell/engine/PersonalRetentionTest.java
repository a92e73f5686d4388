package io.github.paybell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.inbox.NotificationLog;
import io.github.paybell.engine.inbox.RawRetention;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestRows;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.PayerDisclosure;
import io.github.paybell.engine.ledger.PayerRetention;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.ledger.Reveal;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What names a person is not kept for ever. */
class PersonalRetentionTest {
  private static final Duration KEPT = Duration.ofDays(180);
  private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  private static final Instant NOW = Instant.parse("2026-01-05T01:30:00Z");

  // Far off: ids only rise, and another test of this process may have set its clock forward.
  private static final Clock LATER =
      Clock.fixed(Instant.parse("2300-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final Clock BEFORE = Clock.fixed(NOW.plus(KEPT), ZoneOffset.UTC);

  private StoreOptions database;

  private List<String> texts(String query) throws SQLException {
    return TestRows.texts(database, query);
  }

  private void execute(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A raw body is emptied long after it is final, its problems over and its events told")
  void raw(TestStores stores) throws Exception {
    database = stores.create();
    try (var shop = TestEngine.on(database, TestPlatform.accounts(), Clock.systemUTC());
        var store = Store.open(database)) {
      shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
      var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
      paid.to(shop);
      TestPlatform.v3Paid("id-2", "ORDER-2", "T2", 100).to(shop);
      execute(
          "insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)"
              + " select id, 'books', 'pending', 0, created_at from paybell_event"
              + " where type = 'payment.succeeded'");
      var order = shop.engine().orders().find("shop", "ORDER-1").orElseThrow();

      assertThat(new RawRetention(store, BEFORE).run(KEPT)).as("too young").isZero();
      var retention = new RawRetention(store, LATER);
      assertThat(retention.run(KEPT)).as("not told, and not known").isZero();
      execute("update paybell_delivery set state = 'delivered', due_at = null");
      assertThat(retention.run(KEPT)).as("the one that is told").isOne();
      assertThat(retention.run(KEPT)).isZero();
      var unknown = shop.engine().problems().list("shop", "open", null, 10).items().get(0);
      shop.engine().problems().resolve(unknown.id(), "dismiss", null, "alice");
      assertThat(retention.run(KEPT)).as("the one that was dismissed").isOne();

      assertThat(texts("select length(raw) from paybell_notification")).containsExactly("0", "0");
      assertThat(shop.engine().orders().find("shop", "ORDER-1")).hasValue(order);
      assertThat(paid.to(shop).status()).as("a copy is a copy").isEqualTo(204);
      assertThat(texts("select times_seen from paybell_notification order by id"))
          .containsExactly("2", "1");
      var log = shop.engine().notifications();
      var id = UUID.fromString(texts("select id from paybell_notification order by id").get(0));
      assertThatThrownBy(() -> log.raw(id)).isInstanceOf(NotificationLog.PrunedException.class);
      assertThatThrownBy(() -> log.reapply(id, "alice"))
          .isInstanceOf(NotificationLog.PrunedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A payer is taken out of events and evidence, everything else stays as it was")
  void payers(TestStores stores) throws Exception {
    database = stores.create();
    try (var store = Store.open(database)) {
      var clock = Clock.fixed(NOW, ZoneOffset.UTC);
      var key = StoreKey.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
      var ledger =
          new Ledger(
              store,
              account -> new Identity("1900000109", Set.of(), Set.of(), Policies.UNSET),
              TransactionListener.ALONE,
              OrderSource.NONE,
              Ladder.standard(),
              new StoredPayers(key),
              clock);
      var orders = new Orders(store, ledger, Ladder.standard(), clock);
      var problems = new Problems(store, ledger, clock);
      orders.register("shop", TestEngine.order("ORDER-1", 100));
      orders.register("shop", TestEngine.order("ORDER-2", 200));
      for (var number : List.of("ORDER-1", "ORDER-2", "ORDER-3")) {
        ledger.learn(paid(number));
      }
      var retention = new PayerRetention(store, LATER);

      assertThat(new PayerRetention(store, BEFORE).run(KEPT)).as("too young").isZero();
      assertThat(retention.run(KEPT)).as("the one without a problem").isOne();
      for (var open : problems.list("shop", "open", null, 10).items()) {
        problems.resolve(open.id(), "dismiss", null, "alice");
      }
      assertThat(retention.run(KEPT)).as("disputed, and sealed").isEqualTo(2);
      assertThat(retention.run(KEPT)).isZero();

      assertThat(texts("select data from paybell_event"))
          .noneMatch(data -> data.contains(OPENID) || data.contains("\"payer\":"))
          .anyMatch(
              data -> data.contains("\"came\":{") && data.contains("\"bank_type\":\"OTHERS\""))
          .anyMatch(data -> data.endsWith("\"trade_type\":\"JSAPI\",\"bank_type\":\"OTHERS\"}"));
      assertThat(texts("select out_trade_no from paybell_evidence where payer_sealed is not null"))
          .isEmpty();
      assertThat(new PayerDisclosure(store, ledger, clock).reveal("shop", "ORDER-1", "why", "al"))
          .isInstanceOf(Reveal.NotKept.class);
      assertThat(orders.find("shop", "ORDER-1").orElseThrow().payment().payerHint())
          .isEqualTo("eS6o");
    }
  }

  private static Evidence paid(String outTradeNo) {
    return Evidence.about(new OrderKey("shop", outTradeNo), Ids.at(0), Source.QUERY)
        .mchid("1900000109")
        .transactionId("T-" + outTradeNo)
        .total(100L)
        .currency("CNY")
        .payerTotal(100L)
        .payerCurrency("CNY")
        .successTime("2026-01-05T09:30:12+08:00")
        .payment(
            TradeState.SUCCESS,
            new PaymentDetails(new Payer(OPENID, null), "JSAPI", "OTHERS", null, List.of()));
  }

  @Test
  @DisplayName("Less than a day is refused: copies of one notification come for a day")
  void tooShort() {
    assertThatThrownBy(() -> new RetentionOptions(Duration.ofHours(23)))
        .hasMessageContaining("personal must be at least 1d");
  }
}
