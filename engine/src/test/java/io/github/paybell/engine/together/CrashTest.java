package io.github.paybell.engine.together;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import io.github.paybell.protocol.SettableClock;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies before and after each thing that it wants of the database, from the arrival of a
 * notification to the second attempt at a listener that failed at first.
 */
@Tag("crash")
class CrashTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "TOGETHER: wherever the process dies, what is stored is fulfilled once, with no help from"
          + " WeChat Pay")
  void everyStep(TestStores stores) throws Exception {
    var clock = SettableClock.atPresent();
    try (var database = new ShopDatabase(stores);
        var replica =
            new Settings().immortal().clock(clock).acknowledge(Acknowledge.HANDLED).on(database)) {
      int steps = 0;
      boolean died = true;
      while (died) {
        steps++;
        died = run(database, clock, replica, steps, true);
        run(database, clock, replica, steps, false);
      }
      // Of which each store needs another number; fewer, and this would prove nothing.
      assertThat(steps).isGreaterThan(20);
      assertThat(database.texts("select count(*) from fulfilment"))
          .containsExactly(Integer.toString(2 * steps));
    }
  }

  /**
   * @return whether it died
   */
  private static boolean run(
      ShopDatabase database, SettableClock clock, EmbeddedShop replica, int n, boolean before)
      throws Exception {
    clock.set(Clock.systemUTC().instant());
    var name = (before ? "B" : "A") + "-CRASH-" + n;
    var sent =
        n % 2 == 0
            ? TestPlatform.v2Paid(name, "T" + name, 100)
            : TestPlatform.v3Paid("id-" + name, name, "T" + name, 100);
    replica.register(name);
    boolean died = live(database, clock, sent, n, before);
    if (!isStored(database, name)) {
      replica.send(sent);
    }
    for (int i = 0; i < 2; i++) {
      replica.after(Duration.ofSeconds(31));
    }
    assertThat(replica.fulfilled(name))
        .as("%s, died: %s", name, died)
        .containsExactly("payment.succeeded");
    assertThat(replica.events(name)).containsOnlyOnce("payment.succeeded");
    assertThat(replica.order(name).tradeState()).isEqualTo("SUCCESS");
    assertThat(
            database.texts(
                "select verdict from paybell_notification where dedupe_key like '%" + name + "%'"))
        .containsExactly("applied");
    return died;
  }

  private static boolean live(
      ShopDatabase database, SettableClock clock, Sent sent, int n, boolean before)
      throws SQLException {
    var failed = new AtomicBoolean();
    try (var shop =
        new Settings()
            .clock(clock)
            .acknowledge(Acknowledge.HANDLED)
            .listener(
                (connection, event) -> {
                  if (failed.compareAndSet(false, true)) {
                    throw new IllegalStateException("the first time");
                  }
                })
            .on(database)) {
      database.mortal().dieAt(n, before);
      shop.send(sent);
      shop.after(Duration.ofSeconds(5));
    } catch (StoreUnavailableException e) {
      assertThat(database.mortal().isDead()).isTrue();
    }
    boolean died = database.mortal().isDead();
    database.mortal().liveOn();
    return died;
  }

  private static boolean isStored(ShopDatabase database, String outTradeNo) throws SQLException {
    return !database
        .texts("select id from paybell_notification where dedupe_key like '%" + outTradeNo + "%'")
        .isEmpty();
  }
}
