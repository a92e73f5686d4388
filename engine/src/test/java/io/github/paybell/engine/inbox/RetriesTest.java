package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notifications that could not be read when they came. */
class RetriesTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: what no key opened is read once the key is there, and the problem ends")
  void repaired(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), TestPlatform.OLD_API_V3_KEY)) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100))).isEqualTo(500);
      assertThat(shop.send(TestPlatform.v3Paid("id-2", "ORDER-2", "T2", 100))).isEqualTo(500);
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("undecryptable");

      assertThat(shop.retries.sweep()).isZero();
      shop.configure(TestPlatform.API_V3_KEY);

      assertThat(shop.retries.sweep()).isEqualTo(2);
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.order("ORDER-2").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.rows("verdict")).containsOnly("applied");
      assertThat(shop.rows("next_try_at")).containsOnlyNulls();
      assertThat(shop.open()).isEmpty();
      assertThat(TestRows.texts(shop.database, "select actor from paybell_audit")).isEmpty();

      shop.clock.move(Duration.ofDays(1));
      assertThat(shop.retries.sweep()).isZero();
      assertThat(shop.order("ORDER-1").version()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a failure keeps the row and its copies as they were, and comes less and less often")
  void stillUnread(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create(), TestPlatform.OLD_API_V3_KEY)) {
      shop.retries.sweep();
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100));
      var before =
          shop.rows("concat(verdict, reason, event_type, last_seen, times_seen, dedupe_key)");
      shop.retries.sweep();
      assertThat(shop.rows("tries")).containsExactly("0");

      shop.clock.move(Duration.ofSeconds(59));
      shop.retries.sweep();
      assertThat(shop.rows("tries")).containsExactly("0");
      shop.clock.move(Duration.ofSeconds(1));
      shop.retries.sweep();
      assertThat(shop.rows("tries")).containsExactly("1");
      shop.clock.move(Duration.ofSeconds(119));
      shop.retries.sweep();
      assertThat(shop.rows("tries")).containsExactly("1");
      shop.clock.move(Duration.ofSeconds(1));
      shop.retries.sweep();
      assertThat(shop.rows("tries")).containsExactly("2");

      for (int i = 0; i < 60; i++) {
        shop.clock.move(Duration.ofHours(6));
        shop.retries.sweep();
      }
      assertThat(shop.rows("tries")).containsExactly("30");
      assertThat(
              shop.rows("concat(verdict, reason, event_type, last_seen, times_seen, dedupe_key)"))
          .isEqualTo(before);
      assertThat(shop.open()).singleElement().extracting("timesSeen").isEqualTo(1);

      shop.configure(TestPlatform.API_V3_KEY);
      assertThat(shop.retries.sweep()).as("given up, but the key changed").isOne();
      assertThat(shop.rows("verdict")).containsExactly("parked");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: replicas that sweep at the same moment and a copy apply it once")
  void replicas(TestStores stores) throws Exception {
    var database = stores.create();
    try (var shop = new Shop(database, TestPlatform.OLD_API_V3_KEY)) {
      for (int i = 0; i < 10; i++) {
        shop.register("ORDER-" + i);
        shop.send(TestPlatform.v3Paid("id-" + i, "ORDER-" + i, "T" + i, 100));
      }
      var replicas = new ArrayList<Shop>();
      for (int i = 0; i < 3; i++) {
        replicas.add(new Shop(database, TestPlatform.API_V3_KEY));
      }
      var barrier = new CyclicBarrier(replicas.size() + 1);
      var threads = Executors.newFixedThreadPool(replicas.size() + 1);
      try {
        var tasks = new ArrayList<Callable<Integer>>();
        for (var replica : replicas) {
          tasks.add(
              () -> {
                barrier.await();
                return replica.retries.sweep();
              });
        }
        tasks.add(
            () -> {
              barrier.await();
              for (int i = 0; i < 10; i++) {
                replicas.get(0).send(TestPlatform.v3Paid("id-" + i, "ORDER-" + i, "T" + i, 100));
              }
              return 0;
            });
        for (var done : threads.invokeAll(tasks)) {
          done.get();
        }
      } finally {
        threads.shutdownNow();
        replicas.forEach(Shop::close);
      }

      assertThat(shop.rows("verdict")).hasSize(10).containsOnly("applied");
      assertThat(shop.rows("next_try_at")).containsOnlyNulls();
      for (int i = 0; i < 10; i++) {
        assertThat(shop.order("ORDER-" + i).version()).isEqualTo(2);
      }
    }
  }

  @Test
  @DisplayName("the gaps double from a minute to six hours and stay there")
  void gaps() {
    assertThat(RetrySchedule.gap(1)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetrySchedule.gap(8)).isEqualTo(Duration.ofMinutes(256));
    assertThat(RetrySchedule.gap(9)).isEqualTo(Duration.ofHours(6));
    assertThat(RetrySchedule.gap(1_000)).isEqualTo(Duration.ofHours(6));
  }

  /** A replica whose sweeps the test runs itself. */
  private static final class Shop implements AutoCloseable {
    private final SettableClock clock = SettableClock.atPresent();
    private final StoreOptions database;
    private final Store store;
    private final Accounts accounts;
    private final Orders orders;
    private final Problems problems;
    private final Inbox inbox;
    private final Retries retries;

    Shop(StoreOptions database, String apiV3Key) throws SQLException {
      this.database = database;
      store = Store.open(database);
      accounts = Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
      configure(apiV3Key);
      var ledger =
          new Ledger(
              store,
              name -> new Identity(TestPlatform.MCHID, Set.of(), Set.of(), Policies.UNSET),
              clock);
      orders = new Orders(store, ledger, Ladder.standard(), clock);
      problems = new Problems(store, ledger, clock);
      var intake = new Intake(store, accounts, ledger, clock);
      retries = new Retries(store, accounts, intake, clock);
      inbox =
          new Inbox(
              store,
              accounts,
              intake,
              TestEngine.UNHURRIED,
              TestRejections.of(store),
              account -> {},
              (account, outTradeNo) -> {},
              () -> {},
              new SimpleMeterRegistry(),
              clock);
    }

    void configure(String apiV3Key) throws SQLException {
      accounts.configure(TestPlatform.accounts(apiV3Key));
    }

    void register(String outTradeNo) {
      orders.register("shop", TestEngine.order(outTradeNo, 100));
    }

    int send(TestPlatform.Sent sent) throws Exception {
      var answer = new CompletableFuture<Reply>();
      inbox.receive(
          new NotifyRequest(
              sent.token(), name -> sent.headers().get(name), sent.body(), "127.0.0.1"),
          answer::complete);
      return answer.get(2, TimeUnit.MINUTES).status();
    }

    OrderView order(String outTradeNo) {
      return orders.find("shop", outTradeNo).orElseThrow();
    }

    List<ProblemView> open() {
      return problems.list(null, "open", null, 200).items();
    }

    List<String> rows(String column) throws SQLException {
      var sqlite = store.dialect().name().equals("SQLITE");
      return TestRows.texts(
          database,
          "select "
              + (sqlite ? column.replace("concat", "").replace(",", " ||") : column)
              + " from paybell_notification order by id");
    }

    @Override
    public void close() {
      inbox.close();
      store.close();
    }
  }
}
