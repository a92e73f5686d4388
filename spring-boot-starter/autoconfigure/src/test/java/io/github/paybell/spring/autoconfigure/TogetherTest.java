package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.TradeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shop's rows and Paybell's commit or roll back together. */
class TogetherTest {
  static final Map<String, String> IMPATIENT =
      Map.of(
          "paybell.delivery.backoff", String.join(",", java.util.Collections.nCopies(60, "200ms")));
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int ORDERS = 20;

  private RunningShop shop;

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName(
      "TOGETHER: listeners that throw at random, copies and many orders at once end with one row of"
          + " the shop and one payment.succeeded for each paid order")
  void throwsAtRandom(TestStores database) throws Exception {
    shop = RunningShop.start(database, IMPATIENT, JdbcShop.class);
    var random = new Random(20261125);
    var failures = new AtomicInteger();
    shop.bean(JdbcShop.Fulfilling.class).then =
        event -> {
          synchronized (random) {
            if (random.nextInt(100) < 40) {
              failures.incrementAndGet();
              throw new IllegalStateException("the shop's kitchen is closed");
            }
          }
        };
    var numbers = placedInParallel();
    shop.wechat().strike(new Fault.ParallelDuplicate(2));

    numbers.forEach(shop.wechat()::pay);
    shop.wechat().settle();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(ORDERS));
    assertThat(
            shop.jdbc().queryForList("select distinct out_trade_no from fulfilment", String.class))
        .containsExactlyInAnyOrderElementsOf(numbers);
    assertThat(succeededEvents()).isEqualTo(ORDERS);
    assertThat(failures).hasPositiveValue();
    assertThat(numbers)
        .allSatisfy(
            number ->
                assertThat(shop.paybell().order(number).orElseThrow().tradeState())
                    .isEqualTo(TradeState.SUCCESS));
  }

  private int succeededEvents() {
    var count =
        shop.jdbc()
            .queryForObject(
                "select count(*) from paybell_event where type = 'payment.succeeded'",
                Integer.class);
    return count == null ? -1 : count;
  }

  private List<String> placedInParallel() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      var calls = new ArrayList<Callable<String>>();
      for (int i = 0; i < ORDERS; i++) {
        calls.add(shop::placed);
      }
      var numbers = new ArrayList<String>();
      for (var each : threads.invokeAll(calls)) {
        numbers.add(each.get());
      }
      return numbers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName(
      "TOGETHER: while the listener throws nothing of the payment is there; WeChat Pay has its"
          + " success all the same, and the notification is stored")
  void nothingWhileItThrows() {
    shop = RunningShop.start(TestStores.SQLITE, IMPATIENT, JdbcShop.class);
    var listener = shop.bean(JdbcShop.Fulfilling.class);
    listener.then =
        event -> {
          throw new IllegalStateException("closed");
        };
    var number = shop.placed();

    shop.pay(number);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(listener.told).hasSizeGreaterThan(1));
    assertThat(shop.count("fulfilment")).isZero();
    assertThat(succeededEvents()).isZero();
    assertThat(shop.paybell().order(number).orElseThrow().tradeState())
        .isEqualTo(TradeState.NOTPAY);
    assertThat(shop.count("paybell_notification")).isEqualTo(1);

    listener.then = event -> {};
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(1));
    assertThat(shop.paybell().order(number).orElseThrow().tradeState())
        .isEqualTo(TradeState.SUCCESS);
    assertThat(listener.told.stream().map(PaymentEvent::outTradeNo)).containsOnly(number);
  }

  @Test
  @DisplayName(
      "TOGETHER: with JPA, what fails only when it is flushed rolls back the shop's entity, its"
          + " JDBC row and the payment; the retry brings all three")
  void jpa() {
    shop = RunningShop.start(TestStores.POSTGRESQL, IMPATIENT, JpaShop.class);
    var number = shop.placed();

    // There is no shelf yet, so the entity breaks its foreign key when it is flushed.
    shop.pay(number);

    var listener = shop.bean(JpaShop.Shelving.class);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(listener.calls).hasValueGreaterThan(1));
    assertThat(shop.count("pickup")).isZero();
    assertThat(shop.count("journal")).isZero();
    assertThat(succeededEvents()).isZero();

    shop.jdbc().update("insert into shelf (id) values (7)");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(shop.count("pickup")).isEqualTo(1));
    assertThat(shop.count("journal")).isEqualTo(1);
    assertThat(succeededEvents()).isEqualTo(1);
    assertThat(shop.paybell().order(number).orElseThrow().tradeState())
        .isEqualTo(TradeState.SUCCESS);
  }
}
