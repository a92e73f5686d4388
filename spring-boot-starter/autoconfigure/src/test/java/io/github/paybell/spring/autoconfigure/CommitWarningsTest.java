package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shop's PostgreSQL that waits for a standby which does not come. */
class CommitWarningsTest {
  /** Whose transaction manager commits. */
  enum Manager {
    JDBC(JdbcShop.class),
    JPA(JpaShop.class);

    private final Class<?> shop;

    Manager(Class<?> shop) {
      this.shop = shop;
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "NO_LOST_ACK: a commit whose wait for the standby was cancelled is not acknowledged,"
          + " whichever transaction manager of Spring's the shop has")
  void cancelled(Manager manager) throws Exception {
    var database = RunningShop.database(TestStores.POSTGRESQL);
    try (var wechat = Simulator.start(SimulatorOptions.forTests());
        var shop = RunningShop.start(wechat, false, database, Map.of(), manager.shop)) {
      var transactions = shop.bean(ShopDatabase.class).transactions();
      shop.jdbc().execute("create table written (line varchar(40) not null)");
      var admin = TestStores.cancelsWait(options(database));

      assertThatThrownBy(
              () ->
                  transactions.run(
                      connection -> {
                        try (var statement = connection.createStatement()) {
                          statement.execute("set local synchronous_commit = on");
                          return statement.execute("insert into written (line) values ('paid')");
                        }
                      }))
          .isInstanceOf(SQLException.class)
          .matches(Retry::away, "answered as busy")
          .hasMessageContaining("synchronous replication");

      admin.join();
      assertThat(shop.count("written")).isEqualTo(1);
    }
  }

  private static StoreOptions options(Map<String, String> database) {
    return new StoreOptions(
        database.getOrDefault("spring.datasource.url", ""),
        database.get("spring.datasource.username"),
        database.get("spring.datasource.password"),
        StoreOptions.DEFAULT_MAX_CONNECTIONS);
  }
}
