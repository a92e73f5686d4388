package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever says that an order is paid, and however many at once: it has one effect. */
class OneEffectTest {
  private static final int ROUNDS = 12;

  private static void atOnce(List<Callable<Void>> all) throws Exception {
    var barrier = new CyclicBarrier(all.size());
    var threads = Executors.newFixedThreadPool(all.size());
    try {
      for (var run :
          threads.invokeAll(
              all.stream()
                  .<Callable<Void>>map(
                      one ->
                          () -> {
                            barrier.await();
                            return one.call();
                          })
                  .toList())) {
        run.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Callable<Void> ask(TestEngine replica, String outTradeNo) {
    return () -> {
      var account = Objects.requireNonNull(replica.engine().accounts().byName("shop"));
      assertThat(replica.engine().orderQueries().order(account, outTradeNo, null))
          .isInstanceOf(QueryOutcome.Learnt.class);
      return null;
    };
  }

  private static Callable<Void> call(TestEngine replica, LadderShop.Told told) {
    return () -> {
      Reply reply = replica.deliver(LadderShop.TOKEN, told.headers(), told.body());
      assertThat(reply.status()).isBetween(200, 204);
      return null;
    };
  }

  private static Callable<Void> bill(Ledger ledger, LadderShop shop, String outTradeNo) {
    var paid = shop.wechat.platform().order(LadderShop.key(outTradeNo)).paid();
    return () -> {
      ledger.learn(
          Evidence.about(
                  new OrderKey("shop", outTradeNo),
                  Ids.at(shop.clock.millis()),
                  Evidence.Source.BILL)
              .mchid(TestShop.MERCHANT.mchid())
              .appid(TestShop.MERCHANT.appid())
              .transactionId(paid.transactionId())
              .total(LadderShop.TOTAL)
              .currency("CNY")
              .payment(TradeState.SUCCESS));
      return null;
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = TestStores.class,
      names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName("ONE_EFFECT: callback, query and bill at once on two replicas: one step, one event")
  void allAtOnce(TestStores stores) throws Exception {
    var options = stores.create();
    try (var shop = new LadderShop(Placement.Api.V3, options, 2);
        var store = Store.open(options)) {
      var identity =
          new Identity(
              TestShop.MERCHANT.mchid(),
              Set.of(TestShop.MERCHANT.appid()),
              Set.of(),
              Policies.UNSET);
      var ledger = new Ledger(store, account -> identity, shop.clock);
      for (int round = 0; round < ROUNDS; round++) {
        var outTradeNo = "ORDER-" + (100 + round);
        shop.place(outTradeNo, "cart " + round, null);
        shop.pay(outTradeNo);
        shop.wechat.settle();
        var told = Objects.requireNonNull(shop.told.poll());

        var all = new ArrayList<Callable<Void>>();
        for (var replica : shop.replicas) {
          all.add(ask(replica, outTradeNo));
          all.add(call(replica, told));
          all.add(bill(ledger, shop, outTradeNo));
        }
        Collections.shuffle(all, new java.util.Random(round));
        atOnce(all);

        var order = shop.order(outTradeNo);
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(order.version()).isEqualTo(2);
        assertThat(shop.events(outTradeNo)).containsExactly("payment.succeeded");
        assertThat(order.problems()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestStores.class,
      names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName(
      "ONE_EFFECT: two attempts of one reference, paid and learnt at the same moment on two"
          + " replicas: one succeeds, one is a duplicate")
  void twoAttempts(TestStores stores) throws Exception {
    try (var shop = new LadderShop(Placement.Api.V3, stores.create(), 2)) {
      for (int round = 0; round < ROUNDS; round++) {
        var first = "FIRST-" + (100 + round);
        var second = "SECOND-" + (100 + round);
        for (var outTradeNo : List.of(first, second)) {
          shop.place(outTradeNo, "cart " + round, null);
          shop.pay(outTradeNo);
        }
        shop.wechat.settle();
        var told = List.copyOf(shop.told);
        shop.told.clear();
        assertThat(told).hasSize(2);

        atOnce(
            List.of(
                ask(shop.replica(0), first),
                ask(shop.replica(1), second),
                call(shop.replica(0), told.get(1)),
                call(shop.replica(1), told.get(0))));

        var events = new ArrayList<>(shop.events(first));
        events.addAll(shop.events(second));
        assertThat(events)
            .containsExactlyInAnyOrder("payment.succeeded", "payment.duplicate", "problem.opened");
      }
    }
  }
}
