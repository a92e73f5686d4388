package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.store.LockedOrder;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What another transaction that holds an order's row stops. SQLite has one lock, for all rows. */
class LockedOrderTest {
  private static final int OTHERS = 60;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName(
      "ONE_STOPS_NOBODY: while an order is locked only its payment is refused, as busy; it is"
          + " applied when the lock is gone")
  void locked(TestStores stores) throws Exception {
    var options = stores.create();
    try (var shop = shop(options)) {
      for (int i = 0; i < OTHERS; i++) {
        shop.engine().orders().register("shop", TestEngine.order("OTHER" + i, 100));
      }
      try (var client = LockedOrder.in(options, "shop", "LOCKED")) {
        var held = new ArrayList<CompletableFuture<Reply>>();
        var answers = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < OTHERS; i++) {
          if (i % 20 == 0) {
            held.add(paid("LOCKED").laterTo(shop));
          }
          answers.add(paid("OTHER" + i).laterTo(shop));
        }
        for (var answer : answers) {
          assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo(Replies.success(Api.V2));
        }
        for (var answer : held) {
          assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo(Replies.busy(Api.V2));
        }
        client.release();
      }
      assertThat(paid("LOCKED").to(shop)).isEqualTo(Replies.success(Api.V2));
      assertThat(shop.engine().orders().find("shop", "LOCKED").orElseThrow().tradeState())
          .isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName(
      "ONE_STOPS_NOBODY: a caller who names a locked order is told that it is locked, and leaves"
          + " nothing waiting in the database")
  void told(TestStores stores) throws Exception {
    var options = stores.create();
    try (var shop = shop(options);
        var client = LockedOrder.in(options, "shop", "LOCKED")) {
      assertThatThrownBy(
              () -> shop.engine().orders().register("shop", TestEngine.order("LOCKED", 200)))
          .isInstanceOf(StoreUnavailableException.class)
          .matches(Retry::locked);

      try (var statement = client.connection().createStatement();
          var waiting =
              statement.executeQuery(
                  stores == TestStores.POSTGRESQL
                      ? "select count(*) from pg_locks where not granted"
                      : "select count(*) from information_schema.innodb_trx"
                          + " where trx_state = 'LOCK WAIT'")) {
        waiting.next();
        assertThat(waiting.getInt(1)).isZero();
      }
    }
  }

  // MySQL ends only sessions, after 45 s: cluster/run locked.
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  @DisplayName(
      "ONE_STOPS_NOBODY: a replica that stands still inside a transaction loses it, and what it"
          + " held is applied by another")
  void frozen(TestStores stores) throws Exception {
    var options = stores.create();
    try (var shop = shop(options);
        var replica = Store.open(options)) {
      var holds = new CountDownLatch(1);
      var thaw = new CountDownLatch(1);
      var frozen =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return replica.write(
                      connection -> {
                        LockedOrder.lock(connection, "shop", "LOCKED");
                        holds.countDown();
                        awaitUninterruptibly(thaw);
                        return 1;
                      });
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      try {
        assertThat(holds.await(2, TimeUnit.MINUTES)).isTrue();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!paid("LOCKED").to(shop).equals(Replies.success(Api.V2))) {
          assertThat(System.nanoTime()).as("still locked").isLessThan(deadline);
        }
      } finally {
        thaw.countDown();
      }
      assertThatThrownBy(frozen::join).hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  private static TestEngine shop(StoreOptions options) {
    var shop = TestEngine.on(options, TestPlatform.accounts(), TestEngine.UNHURRIED);
    shop.engine().orders().register("shop", TestEngine.order("LOCKED", 100));
    return shop;
  }

  private static TestPlatform.Sent paid(String outTradeNo) {
    return TestPlatform.v2Paid(outTradeNo, "4200009001" + outTradeNo, 100);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
