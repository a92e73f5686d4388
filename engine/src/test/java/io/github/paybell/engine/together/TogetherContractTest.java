package io.github.paybell.engine.together;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import io.github.paybell.protocol.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messengers of every kind, at once and again, and a listener that often fails. */
class TogetherContractTest {
  private static final int ORDERS = 30;

  // So many that nothing is given up by bad luck.
  private static final List<Duration> PATIENT = Collections.nCopies(60, Duration.ofSeconds(1));

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "TOGETHER, ONE_EFFECT: notifications, copies, queries and registrations at once, and a"
          + " listener that fails at random: each order is fulfilled once")
  void atRandom(TestStores stores) throws Exception {
    var clock = SettableClock.atPresent();
    try (var database = new ShopDatabase(stores)) {
      try (var shop =
          new Settings()
              .clock(clock)
              .acknowledge(Acknowledge.RECORDED)
              .backoff(PATIENT)
              .wechat(new PayingWechat())
              .listener(failing(7))
              .on(database)) {
        atOnce(shop);
      }
      try (var shop =
          new Settings().clock(clock).backoff(PATIENT).listener(failing(8)).on(database)) {
        for (int left = 1, round = 0; left > 0 && round < 60; round++) {
          left = shop.after(Duration.ofSeconds(31));
        }
        for (int i = 0; i < ORDERS; i++) {
          var name = name(i);
          assertThat(shop.order(name).tradeState()).isEqualTo("SUCCESS");
          assertThat(shop.fulfilled(name)).as(name).containsExactly("payment.succeeded");
          assertThat(shop.events(name)).containsOnlyOnce("payment.succeeded");
        }
        assertThat(database.texts("select distinct next_try_at from paybell_notification"))
            .containsOnlyNulls();
        assertThat(shop.open()).isEmpty();
      }
    }
  }

  private static String name(int i) {
    return "ORDER-" + (100 + i);
  }

  /** Fails at the first two of three calls for an order, as the seed will have it. */
  private static EmbeddedShop.Listener failing(long seed) {
    var calls = new ConcurrentHashMap<String, AtomicInteger>();
    return (connection, event) -> {
      var about = Objects.requireNonNullElse(event.subject(), "");
      int call = calls.computeIfAbsent(about, any -> new AtomicInteger()).incrementAndGet();
      if (new Random(seed * 31 + about.hashCode() * 17L + call).nextInt(3) > 0) {
        throw new IllegalStateException("at random");
      }
    };
  }

  private static void atOnce(EmbeddedShop shop) throws Exception {
    var account = Objects.requireNonNull(shop.engine().accounts().byName("shop"));
    var tasks = new ArrayList<Callable<Object>>();
    for (int i = 0; i < ORDERS; i++) {
      var name = name(i);
      var v3 = TestPlatform.v3Paid("id-" + name, name, "T" + name, 100);
      var v2 = TestPlatform.v2Paid(name, "T" + name, 100);
      tasks.add(() -> registered(shop, name));
      tasks.add(() -> shop.send(v3));
      tasks.add(() -> shop.send(v3));
      tasks.add(() -> shop.send(v2));
      tasks.add(
          () -> {
            try {
              return shop.engine().orderQueries().order(account, name, null);
            } catch (ListenerFailedException e) {
              return e;
            }
          });
    }
    Collections.shuffle(tasks, new Random(42));
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** As a shop does whose own order could not be saved: again. */
  private static Object registered(EmbeddedShop shop, String name) {
    for (int i = 0; ; i++) {
      try {
        shop.register(name);
        return name;
      } catch (ListenerFailedException e) {
        assertThat(i).isLessThan(100);
      }
    }
  }
}
