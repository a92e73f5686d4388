package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's transactions on a shop's transaction manager. */
class ShopTransactionsTest {
  private HikariDataSource pool;
  private JdbcTransactionManager manager;
  private JdbcTemplate jdbc;
  private ShopTransactions transactions;

  private void open(TestStores kind) {
    open(kind, 3);
  }

  private void open(TestStores kind, int connections) {
    var database = RunningShop.database(kind);
    var config = new HikariConfig();
    config.setJdbcUrl(
        database.get("spring.datasource.url").replace("busy_timeout=5000", "busy_timeout=1"));
    config.setUsername(database.get("spring.datasource.username"));
    config.setPassword(database.get("spring.datasource.password"));
    config.setMaximumPoolSize(connections);
    pool = new HikariDataSource(config);
    manager = new JdbcTransactionManager(pool);
    jdbc = new JdbcTemplate(pool);
    jdbc.execute("create table shop (name varchar(40) primary key)");
    transactions = database(manager).transactions();
  }

  private ShopDatabase database(JdbcTransactionManager of) {
    return ShopDatabase.of(pool, of, List.of());
  }

  @AfterEach
  void close() {
    if (pool != null) {
      pool.close();
    }
  }

  private int rows() {
    var count = jdbc.queryForObject("select count(*) from shop", Integer.class);
    return count == null ? -1 : count;
  }

  private static void insert(Connection connection, String name) throws SQLException {
    try (var statement = connection.prepareStatement("insert into shop (name) values (?)")) {
      statement.setString(1, name);
      statement.executeUpdate();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName("TOGETHER: what the engine and the shop's template write commits together")
  void commitsTogether(TestStores kind) throws SQLException {
    open(kind);
    transactions.run(
        connection -> {
          insert(connection, "ours");
          jdbc.update("insert into shop (name) values ('theirs')");
          return null;
        });
    assertThat(rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName("TOGETHER: what throws rolls both back, and comes out as it was thrown")
  void rollsBackTogether(TestStores kind) {
    open(kind);
    var thrown = new SQLException("as it was", "XX000");
    assertThatThrownBy(
            () ->
                transactions.run(
                    connection -> {
                      insert(connection, "ours");
                      jdbc.update("insert into shop (name) values ('theirs')");
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(rows()).isZero();
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName("a transaction of the engine is READ COMMITTED, on SQLite serializable")
  void isolation(TestStores kind) throws SQLException {
    open(kind);
    int isolation = transactions.run(Connection::getTransactionIsolation);
    assertThat(isolation)
        .isEqualTo(
            kind == TestStores.SQLITE
                ? Connection.TRANSACTION_SERIALIZABLE
                : Connection.TRANSACTION_READ_COMMITTED);
  }

  @Test
  @DisplayName("inside a transaction of the caller the engine commits nothing, and says why")
  void refusedInside() {
    open(TestStores.SQLITE);
    new TransactionTemplate(manager)
        .executeWithoutResult(
            status ->
                assertThatThrownBy(() -> transactions.run(connection -> 1))
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("must not be called inside a transaction"));
  }

  @Test
  @DisplayName("TOGETHER: a part of the shop that marked the transaction to roll back ends it")
  void rollbackOnly() {
    open(TestStores.SQLITE);
    var nested = new TransactionTemplate(manager);
    assertThatThrownBy(
            () ->
                transactions.run(
                    connection -> {
                      insert(connection, "ours");
                      nested.executeWithoutResult(status -> status.setRollbackOnly());
                      return null;
                    }))
        .isInstanceOf(UnexpectedRollbackException.class);
    assertThat(rows()).isZero();
  }

  @Test
  @DisplayName("TOGETHER: a transaction manager of another DataSource is refused")
  void anotherManager() {
    open(TestStores.SQLITE);
    DataSource other =
        new DriverManagerDataSource(
            RunningShop.database(TestStores.SQLITE).get("spring.datasource.url"));
    var mixed = database(new JdbcTransactionManager(other)).transactions();
    assertThatThrownBy(() -> mixed.run(connection -> 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("does not begin transactions on the DataSource");
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName("a reader inside the caller's transaction sees what the caller wrote, others do not")
  void readsJoin(TestStores kind) throws SQLException {
    open(kind);
    var reads = new ShopReads(transactions.bound(), pool, new PoolShare(OptionalInt.of(3)));
    var inside =
        new TransactionTemplate(manager)
            .execute(
                status -> {
                  jdbc.update("insert into shop (name) values ('theirs')");
                  try {
                    return reads.run(ShopTransactionsTest::count);
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  } finally {
                    status.setRollbackOnly();
                  }
                });
    assertThat(inside).isEqualTo(1);
    assertThat(reads.run(ShopTransactionsTest::count)).isZero();
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from shop")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  @DisplayName(
      "TOGETHER: on SQLite a connection that failed to begin, and says that it had, still commits"
          + " and rolls back as a whole, and keeps no lock afterwards")
  void beginThatFailed() throws SQLException {
    open(TestStores.SQLITE, 1);
    try (var other = new DriverManagerDataSource(pool.getJdbcUrl()).getConnection()) {
      other.setAutoCommit(false);
      assertThatThrownBy(() -> transactions.run(connection -> 1))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("BUSY");
      other.rollback();
    }
    assertThatThrownBy(
            () ->
                transactions.run(
                    connection -> {
                      insert(connection, "ours");
                      throw new SQLException("after the insert");
                    }))
        .hasMessage("after the insert");
    assertThat(rows()).isZero();
    transactions.run(
        connection -> {
          insert(connection, "ours");
          return null;
        });
    assertThat(rows()).isEqualTo(1);
    try (var other = new DriverManagerDataSource(pool.getJdbcUrl()).getConnection();
        var statement = other.createStatement()) {
      assertThat(statement.executeUpdate("insert into shop (name) values ('theirs')")).isOne();
    }
  }

  @Test
  @DisplayName(
      "SQLite that does not begin IMMEDIATE, or may forget, is refused with the URL to write")
  void sqliteUrl() {
    open(TestStores.SQLITE);
    for (var wrong :
        new String[] {
          "transaction_mode=IMMEDIATE&", "journal_mode=WAL&", "synchronous=FULL&",
        }) {
      var url = RunningShop.emptyDatabase(TestStores.SQLITE).get("spring.datasource.url");
      assertThatThrownBy(
              () ->
                  ShopDatabase.of(
                      new DriverManagerDataSource(
                          url.replace(
                              wrong, wrong.startsWith("sync") ? "synchronous=NORMAL&" : "")),
                      manager,
                      List.of()))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(wrong.substring(0, wrong.indexOf('=')) + "=")
          .hasMessageContaining("transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL");
    }
  }
}
