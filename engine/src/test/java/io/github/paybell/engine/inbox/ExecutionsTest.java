package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the database is asked for one notification; begin and commit are not counted. */
class ExecutionsTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: a payment alone costs few executions, in company less than half of one")
  void happyPath(TestStores stores) throws Exception {
    // PostgreSQL takes all the writes in one; elsewhere who is to be told is one more.
    assertThat(executions(stores, 1)).isLessThanOrEqualTo(stores == TestStores.POSTGRESQL ? 5 : 6);
    assertThat(executions(stores, 64)).isLessThan(32);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: copies are found by the one statement that looks, alone and in company")
  void copies(TestStores stores) throws Exception {
    assertThat(executions(stores, 1, true)).isLessThanOrEqualTo(2);
    assertThat(executions(stores, 64, true)).isLessThanOrEqualTo(2);
  }

  private static int executions(TestStores stores, int group) throws Exception {
    return executions(stores, group, false);
  }

  private static int executions(TestStores stores, int group, boolean again) throws Exception {
    var clock = Clock.systemUTC();
    try (var store = Store.open(stores.create())) {
      var accounts =
          Accounts.open(
              store, MasterKey.load(null, Files.createTempDirectory("paybell-key")), clock);
      accounts.configure(TestPlatform.accounts());
      var ledger =
          new Ledger(
              store,
              name -> new Identity(TestPlatform.MCHID, Set.of(), Set.of(), Policies.UNSET),
              clock);
      var orders = new Orders(store, ledger, Ladder.standard(), clock);
      var intake = new Intake(store, accounts, ledger, clock);
      var shop = Objects.requireNonNull(accounts.byName("shop"));
      var arrivals = new ArrayList<Arrival>();
      for (int i = 0; i < group; i++) {
        var outTradeNo = "ORDER-" + i;
        orders.register("shop", TestEngine.order(outTradeNo, 100));
        var sent = TestPlatform.v2Paid(outTradeNo, "T" + i, 100);
        var delivery = new NotifyRequest(sent.token(), name -> null, sent.body(), "127.0.0.1");
        arrivals.add(
            intake
                .reader()
                .read(shop, Reader.recognise(sent.body()), delivery, clock.instant())
                .match(
                    Reading.Genuine::arrival,
                    refused -> {
                      throw new IllegalStateException(refused.detail());
                    }));
      }
      var count = new AtomicInteger();

      var recorded =
          store.write(
              connection ->
                  intake.recorder().record(counting(connection, count), arrivals, Store.LOCK_WAIT));

      assertThat(recorded).extracting(Recorded::verdict).containsOnly(Verdict.APPLIED);
      if (again) {
        count.set(0);
        recorded =
            store.write(
                connection ->
                    intake
                        .recorder()
                        .record(counting(connection, count), arrivals, Store.LOCK_WAIT));
        assertThat(recorded).extracting(Recorded::duplicate).containsOnly(true);
      }
      return count.get();
    }
  }

  private static Connection counting(Connection connection, AtomicInteger count) {
    return (Connection)
        proxy(
            List.of(Connection.class),
            (method, result) ->
                result instanceof PreparedStatement statement
                    ? proxy(
                        List.of(PreparedStatement.class),
                        (name, inner) -> {
                          if (name.startsWith("execute")) {
                            count.incrementAndGet();
                          }
                          return inner;
                        },
                        statement)
                    : result,
            connection);
  }

  private interface Seen {
    Object seen(String method, Object result);
  }

  private static Object proxy(List<Class<?>> types, Seen seen, Object target) {
    return Proxy.newProxyInstance(
        ExecutionsTest.class.getClassLoader(),
        types.toArray(Class<?>[]::new),
        (self, method, arguments) -> {
          try {
            return seen.seen(method.getName(), method.invoke(target, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
