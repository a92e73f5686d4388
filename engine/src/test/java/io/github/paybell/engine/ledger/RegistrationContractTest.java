package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registering what is expected, on every store. */
class RegistrationContractTest {
  private static final Instant EXPIRES = Instant.parse("2026-01-05T02:00:00.123456789Z");
  private static final NewOrder ORDER =
      new NewOrder(
          "ORDER-1",
          100,
          "CNY",
          "cart 1",
          EXPIRES,
          "咖啡",
          "a=b",
          Told.APPID,
          Told.SUB_MCHID,
          Policies.UNSET,
          null);

  @ParameterizedTest
  @EnumSource
  @DisplayName("Registering is created once, the same again is the same, other data differs")
  void createdSameDiffers(TestStores stores) {
    try (var store = Store.open(stores.create())) {
      var orders = orders(store);

      assertThat(orders.register(Told.ACCOUNT, ORDER))
          .isInstanceOfSatisfying(
              Registration.Created.class,
              created -> {
                assertThat(created.order().tradeState()).isEqualTo("NOTPAY");
                assertThat(created.order().version()).isEqualTo(1);
                assertThat(created.order().description()).isEqualTo("咖啡");
                assertThat(created.order().expiresAt())
                    .isEqualTo(Instant.parse("2026-01-05T02:00:00.123456Z"));
              });
      assertThat(orders.register(Told.ACCOUNT, ORDER)).isInstanceOf(Registration.Same.class);
      others()
          .forEach(
              (field, other) ->
                  assertThat(orders.register(Told.ACCOUNT, other))
                      .isInstanceOfSatisfying(
                          Registration.Differs.class,
                          differs -> {
                            assertThat(differs.field()).isEqualTo(field);
                            assertThat(differs.existing().total()).isEqualTo(100);
                          }));
      assertThat(orders.register(Told.ACCOUNT, ORDER)).isInstanceOf(Registration.Same.class);
      // Another account's number is another order, and so is another case of the letters.
      assertThat(orders.register("branch", ORDER)).isInstanceOf(Registration.Created.class);
      assertThat(orders.register(Told.ACCOUNT, numbered("order-1")))
          .isInstanceOf(Registration.Created.class);
    }
  }

  private static Map<String, NewOrder> others() {
    return Map.of(
        "amount.total", with(101, "CNY", "cart 1", EXPIRES, "咖啡", "a=b", Told.APPID, "1900000119"),
        "amount.currency",
            with(100, "USD", "cart 1", EXPIRES, "咖啡", "a=b", Told.APPID, "1900000119"),
        "reference", with(100, "CNY", null, EXPIRES, "咖啡", "a=b", Told.APPID, "1900000119"),
        "expires_at", with(100, "CNY", "cart 1", null, "咖啡", "a=b", Told.APPID, "1900000119"),
        "description", with(100, "CNY", "cart 1", EXPIRES, "茶", "a=b", Told.APPID, "1900000119"),
        "attach", with(100, "CNY", "cart 1", EXPIRES, "咖啡", null, Told.APPID, "1900000119"),
        "appid", with(100, "CNY", "cart 1", EXPIRES, "咖啡", "a=b", null, "1900000119"),
        "sub_mchid", with(100, "CNY", "cart 1", EXPIRES, "咖啡", "a=b", Told.APPID, null));
  }

  private static NewOrder with(
      long total,
      String currency,
      @Nullable String reference,
      @Nullable Instant expiresAt,
      String description,
      @Nullable String attach,
      @Nullable String appid,
      @Nullable String subMchid) {
    return new NewOrder(
        "ORDER-1",
        total,
        currency,
        reference,
        expiresAt,
        description,
        attach,
        appid,
        subMchid,
        Policies.UNSET,
        null);
  }

  private static NewOrder numbered(String outTradeNo) {
    return new NewOrder(
        outTradeNo, 100, "CNY", null, null, null, null, null, null, Policies.UNSET, null);
  }

  @Test
  @DisplayName("An order that cannot be is refused before the store is asked")
  void impossible() {
    for (var outTradeNo : List.of("", "x".repeat(33), "ORDER 1", "ORDER-é")) {
      assertThatThrownBy(() -> numbered(outTradeNo))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("out_trade_no");
    }
    for (long total : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> with(total, "CNY", null, null, "x", null, null, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("amount.total");
    }
    assertThatThrownBy(() -> with(1, "cny", null, null, "x", null, null, null))
        .hasMessageContaining("amount.currency");
    assertThatThrownBy(() -> with(1, "CNY", "x".repeat(129), null, "x", null, null, null))
        .hasMessageContaining("reference");
    assertThatThrownBy(() -> with(1, "CNY", "cart 1 ", null, "x", null, null, null))
        .hasMessageContaining("reference must not begin or end with white space");
    assertThatThrownBy(() -> with(1, "CNY", null, null, "a\0b", null, null, null))
        .hasMessageContaining("description must have 1 to 512 characters, none of them NUL");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: what waits for an order is not an order to readers")
  void stub(TestStores stores) throws SQLException {
    try (var store = Store.open(stores.create())) {
      var ledger = ledger(store);
      var orders = new Orders(store, ledger, Ladder.standard(), Clock.systemUTC());
      apply(store, ledger, Told.paid("ORDER-1", "T1"));

      assertThat(orders.find(Told.ACCOUNT, "ORDER-1")).isEmpty();

      assertThat(orders.register(Told.ACCOUNT, numbered("ORDER-1")))
          .isInstanceOfSatisfying(
              Registration.Created.class,
              created -> assertThat(created.order().tradeState()).isEqualTo("SUCCESS"));
      assertThat(orders.register(Told.ACCOUNT, numbered("ORDER-1")))
          .isInstanceOf(Registration.Same.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: a registration and a payment that race always meet")
  void race(TestStores stores) throws Exception {
    int pairs = 200;
    try (var store = Store.open(stores.create())) {
      var ledger = ledger(store);
      var orders = new Orders(store, ledger, Ladder.standard(), Clock.systemUTC());
      var problems = new Problems(store, ledger, Clock.systemUTC());
      // Two at a time through one gate, so that each pair truly races.
      var threads = Executors.newFixedThreadPool(4);
      var work = new ArrayList<Callable<Object>>();
      for (int i = 0; i < pairs; i++) {
        var outTradeNo = "ORDER-" + i;
        var gate = new CyclicBarrier(2);
        var told = Told.paid(outTradeNo, "T" + i);
        work.add(
            () -> {
              gate.await();
              return orders.register(Told.ACCOUNT, numbered(outTradeNo));
            });
        work.add(
            () -> {
              gate.await();
              return apply(store, ledger, told);
            });
      }
      try {
        for (var done : threads.invokeAll(work)) {
          done.get();
        }
      } finally {
        threads.shutdown();
      }

      for (int i = 0; i < pairs; i++) {
        var order = orders.find(Told.ACCOUNT, "ORDER-" + i).orElseThrow();
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(
                order.timeline().stream()
                    .map(OrderView.Entry::what)
                    .filter("payment.succeeded"::equals))
            .hasSize(1);
        assertThat(order.timeline().stream().map(OrderView.Entry::version).filter(v -> v != null))
            .doesNotHaveDuplicates()
            .contains(order.version());
      }
      assertThat(problems.list(null, "open", null, 200).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Many who register one order at once create it once")
  void crowd(TestStores stores) throws Exception {
    try (var store = Store.open(stores.create())) {
      var orders = orders(store);
      for (int round = 0; round < 10; round++) {
        var order = numbered("ORDER-" + round);
        var outcomes = Collections.synchronizedList(new ArrayList<Registration>());
        var work = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 8; i++) {
          work.add(() -> outcomes.add(orders.register(Told.ACCOUNT, order)));
        }

        Shop.together(work);

        assertThat(outcomes.stream().filter(Registration.Created.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Registration.Same.class::isInstance)).hasSize(7);
      }
    }
  }

  private static Orders orders(Store store) {
    return new Orders(store, ledger(store), Ladder.standard(), Clock.systemUTC());
  }

  private static Ledger ledger(Store store) {
    return new Ledger(store, account -> Told.IDENTITY, Clock.systemUTC());
  }

  private static Judgement apply(Store store, Ledger ledger, Told told) throws SQLException {
    var evidence = told.evidence();
    return store.write(connection -> ledger.apply(connection, evidence));
  }
}
