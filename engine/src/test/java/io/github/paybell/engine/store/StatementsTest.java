package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementsTest {
  private static final Path FILES = Path.of("src/main/resources/io/github/paybell/engine");

  @Test
  @DisplayName("statements.txt names every statement's file, in order")
  void complete() throws IOException {
    try (var files = Files.walk(FILES)) {
      var names =
          files
              .map(file -> FILES.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.endsWith(".sql") && !file.matches(".*/V\\d+__.*"))
              .map(file -> file.replaceFirst("/.*/", "/").replaceFirst("\\.sql$", ""))
              .distinct()
              .sorted()
              .toList();

      assertThat(Statements.names()).isEqualTo(names);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a store that refuses a statement stops the start, and says which")
  void refused(TestStores stores) throws SQLException {
    var options = changed(stores);

    assertThatThrownBy(() -> Store.open(options))
        .isInstanceOf(RefusedStatementException.class)
        .hasMessageContaining(" does not take Paybell's statement ledger/")
        .hasMessageContaining("payer_total");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: the same in a shop's database, whose driver is as it came")
  void refusedInAShop(TestStores stores) throws SQLException {
    var options = changed(stores);
    try (var pool = pool(options)) {
      assertThatThrownBy(() -> within(pool))
          .isInstanceOf(RefusedStatementException.class)
          .hasMessageContaining(" does not take Paybell's statement ledger/")
          .hasMessageContaining("payer_total");
    }
  }

  /** A store that lacks a column of this version's statements. */
  private static StoreOptions changed(TestStores stores) throws SQLException {
    var options = stores.create();
    execute(options, "alter table paybell_order rename column payer_total to payer_sum");
    // Whoever made the store has asked it.
    Statements.forget();
    return options;
  }

  private static Store within(HikariDataSource pool) throws SQLException {
    var transactions = new PoolTransactions(pool);
    return Store.within(pool, transactions, transactions, false, null);
  }

  private static HikariDataSource pool(StoreOptions options) {
    var config = new HikariConfig();
    config.setJdbcUrl(options.url());
    config.setUsername(options.username());
    config.setPassword(options.password());
    config.setMaximumPoolSize(1);
    if (options.url().startsWith("jdbc:sqlite:")) {
      config.addDataSourceProperty("synchronous", "FULL");
    }
    return new HikariDataSource(config);
  }

  private static void execute(StoreOptions options, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
