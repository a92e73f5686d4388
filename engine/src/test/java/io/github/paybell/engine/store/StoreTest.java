package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class StoreTest {
  @ParameterizedTest
  @CsvSource({
    "11.4.5-MariaDB mariadb.org binary distribution, MARIADB",
    "10.6.0-MariaDB-1:10.6.0+maria~ubu2004 mariadb.org binary distribution, MARIADB",
    "9.7.4-2 (Debian), MYSQL",
    "8.4.0 MySQL Community Server - GPL, MYSQL",
    "8.0.14-cynosdb (null), MYSQL",
    "10.0.0 MySQL Community Server - GPL, MYSQL"
  })
  @DisplayName("A server is known by what it says it is, whichever driver speaks to it")
  void product(String product, Dialect dialect) {
    assertThat(Dialect.ofServer(product)).isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({
    "10.5.29-MariaDB mariadb.org binary distribution, MariaDB 10.6 or later",
    "8.0.13 MySQL Community Server - GPL, MySQL 8.0.14 or later",
    "5.7.44-log MySQL Community Server (GPL), MySQL 8.0.14 or later",
    "unknown, MySQL 8.0.14 or later",
    "8.0.11-TiDB-v8.5.6 TiDB Server (Apache License 2.0), 'use MySQL, MariaDB or PostgreSQL'",
    "5.7.25-OceanBase-v4.3.5 OceanBase, 'use MySQL, MariaDB or PostgreSQL'"
  })
  @DisplayName(
      "A server that lacks or ignores a lock that Paybell needs is refused with what to use")
  void refused(String product, String instead) {
    assertThatThrownBy(() -> Dialect.ofServer(product))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(instead);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:oracle:thin:@localhost", "postgresql://localhost/paybell", ""})
  @DisplayName("An address of no supported database is answered with those that are")
  void unsupported(String url) {
    assertThatThrownBy(() -> Store.open(new StoreOptions(url, null, null, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
  }

  @Test
  @DisplayName("NO_LOST_ACK: SQLite runs with a write-ahead log and syncs at each commit")
  void sqliteIsDurable() throws SQLException {
    try (var store = Store.open(TestStores.SQLITE.create())) {
      for (var pragma : List.of("journal_mode wal", "synchronous 2")) {
        var name = pragma.split(" ")[0];
        assertThat(written(store, "pragma " + name)).isEqualTo(pragma.split(" ")[1]);
      }
      assertThat(read(store, "pragma query_only")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: readers are not held up by a transaction that writes, nor see it")
  void readersGoOn(TestStores stores) throws SQLException {
    try (var store = Store.open(stores.create())) {
      store.write(
          writing -> {
            insert(writing, "first");
            var seen = read(store, "select count(*) from paybell_audit");
            assertThat(seen).isEqualTo("0");
            return 0;
          });

      assertThat(read(store, "select count(*) from paybell_audit")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: what throws is rolled back whole, and the connection is good for more")
  void rollsBack(TestStores stores) throws SQLException {
    try (var store = Store.open(stores.create())) {
      for (int i = 0; i < 30; i++) {
        assertThatThrownBy(
                () ->
                    store.write(
                        connection -> {
                          insert(connection, "lost");
                          throw new IllegalStateException("no");
                        }))
            .isInstanceOf(IllegalStateException.class);
      }
      store.write(
          connection -> {
            insert(connection, "kept");
            return 0;
          });

      assertThat(read(store, "select actor from paybell_audit")).isEqualTo("kept");
      assertThat(store.answers()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A store is migrated once; the next start finds it as it was")
  void opensAgain(TestStores stores) throws SQLException {
    var options = stores.create();
    try (var store = Store.open(options)) {
      store.write(
          connection -> {
            insert(connection, "kept");
            return 0;
          });
    }
    try (var store = Store.open(options)) {
      assertThat(read(store, "select actor from paybell_audit")).isEqualTo("kept");
    }
  }

  @Test
  @DisplayName("NO_LOST_ACK: a PostgreSQL that may forget a commit is warned of at the start")
  void synchronousCommitOff() throws SQLException {
    var options = TestStores.POSTGRESQL.create();
    assertThat(warnings(options)).isEmpty();
    var database = options.url().substring(options.url().lastIndexOf('/') + 1);
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var statement = connection.createStatement()) {
      statement.execute("alter database " + database + " set synchronous_commit = off");
    }

    assertThat(warnings(options))
        .singleElement()
        .asString()
        .contains("synchronous_commit=off")
        .contains("may lose acknowledged notifications");
  }

  private static List<String> warnings(StoreOptions options) {
    var log = (Logger) LoggerFactory.getLogger(Store.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try {
      Store.open(options).close();
    } finally {
      log.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void insert(Connection connection, String actor) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "insert into paybell_audit (id, actor, action, created_at) values"
              + " ('00000000-0000-7000-8000-000000000001', '"
              + actor
              + "', 'test', '2026-01-05 00:00:00')");
    }
  }

  private static String read(Store store, String query) throws SQLException {
    return store.read(connection -> scalar(connection, query));
  }

  private static String written(Store store, String query) throws SQLException {
    return store.write(connection -> scalar(connection, query));
  }

  private static String scalar(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "none";
    }
  }
}
