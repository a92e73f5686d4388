package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When silence is a problem, on every store. Silence is 30 minutes here. */
class AlarmContractTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));
  private final Teller wechat = new Teller(clock);
  private int number = 1000;

  /** An order is paid, and only asking tells us. */
  private void findPayment(Replica replica) {
    var outTradeNo = "ORDER-" + number++;
    replica.register(outTradeNo);
    wechat.paid(outTradeNo);
    clock.move(Duration.ofSeconds(6));
    replica.sweep();
    assertThat(replica.state(outTradeNo)).isEqualTo("SUCCESS");
  }

  private void notification(Replica replica, String account) {
    try {
      replica.store.write(
          connection ->
              Sql.load(AlarmContractTest.class, replica.store, "a_notification")
                  .rows()
                  .set("id", Ids.at(clock.millis()))
                  .set("account", account)
                  .set("dedupe_key", "n" + number++)
                  .set("now", clock.instant())
                  .set("raw", new byte[0])
                  .execute(connection));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> alarms(Replica replica) {
    replica.healing.checkSilence();
    return replica.open().stream().map(problem -> problem.kind()).toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Payments found by asking and no notification: a problem, which the next notification ends")
  void paid(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      findPayment(replica);
      clock.move(Duration.ofSeconds(119));
      assertThat(alarms(replica)).isEmpty();
      clock.move(Duration.ofSeconds(2));
      assertThat(alarms(replica)).containsExactly("notifications_silent");

      clock.move(Duration.ofHours(2));
      assertThat(alarms(replica)).containsExactly("notifications_silent");
      notification(replica, "another");
      assertThat(alarms(replica)).containsExactly("notifications_silent");
      notification(replica, Replica.ACCOUNT);
      assertThat(alarms(replica)).isEmpty();
      clock.move(Duration.ofHours(2));
      assertThat(alarms(replica)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Where payments never stop and are all found by asking, it is said all the same")
  void neverStops(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      for (int i = 0; i < 20; i++) {
        findPayment(replica);
      }
      assertThat(alarms(replica)).isEmpty();
      findPayment(replica);
      assertThat(alarms(replica)).containsExactly("notifications_silent");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A query that was faster than the notification is no silence")
  void faster(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      findPayment(replica);
      clock.move(Duration.ofSeconds(1));
      notification(replica, Replica.ACCOUNT);
      for (int minute = 0; minute < 90; minute++) {
        assertThat(alarms(replica)).isEmpty();
        clock.move(Duration.ofMinutes(1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Many unpaid orders are a quiet evening where they can be asked about, else a problem")
  void placed(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      for (int i = 0; i < 10; i++) {
        replica.register("ORDER-" + number++);
      }
      clock.move(Duration.ofMinutes(5));
      assertThat(alarms(replica)).isEmpty();

      replica.accounts.configure(List.of(Replica.receiver()));
      assertThat(alarms(replica)).containsExactly("notifications_silent");
      clock.move(Duration.ofSeconds(1));
      notification(replica, Replica.ACCOUNT);
      assertThat(alarms(replica)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Orders are silent when two minutes old: a rush of new ones is no problem")
  void rush(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      replica.accounts.configure(List.of(Replica.receiver()));
      for (int i = 0; i < 10; i++) {
        replica.register("ORDER-" + number++);
      }
      clock.move(Duration.ofSeconds(119));
      assertThat(alarms(replica)).isEmpty();
      clock.move(Duration.ofSeconds(1));
      assertThat(alarms(replica)).containsExactly("notifications_silent");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Nine unpaid orders of an account that cannot ask are no problem, nor ten of yesterday")
  void fewOrOld(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      replica.accounts.configure(List.of(Replica.receiver()));
      for (int i = 0; i < 9; i++) {
        replica.register("ORDER-" + number++);
      }
      clock.move(Duration.ofMinutes(5));
      assertThat(alarms(replica)).isEmpty();
      clock.move(Duration.ofDays(1));
      replica.register("ORDER-" + number++);
      assertThat(alarms(replica)).isEmpty();
    }
  }
}
