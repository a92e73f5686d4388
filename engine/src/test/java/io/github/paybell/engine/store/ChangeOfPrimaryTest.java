package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases that swap who takes writes, as the nodes of a cluster do. */
class ChangeOfPrimaryTest {
  private static List<String> servers = List.of();

  @BeforeAll
  static void start() throws SQLException {
    servers = List.of(MySql.another(), MySql.another());
  }

  @BeforeEach
  void create() throws SQLException {
    for (var server : servers) {
      execute(server, "set global super_read_only = off");
      execute(server, "set global read_only = off");
      execute(server, "drop database if exists paybell");
      execute(server, "create database paybell");
      Store.open(new StoreOptions(server + "paybell", "root", "", 10)).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb:sequential", "mariadb:loadbalance", "mariadb", "own"})
  @DisplayName(
      "IN_TIME: when another node takes the writes, one attempt fails and the next is there")
  void swapped(String kind) throws SQLException {
    demote(servers.get(0));
    try (var store = Store.open(options(kind))) {
      assertThat(writer(store)).isEqualTo(port(servers.get(1)));
      // As many connections as a busy server has.
      store.write(outer -> store.write(middle -> store.write(ChangeOfPrimaryTest::insert)));

      demote(servers.get(1));
      promote(servers.get(0));

      assertThatThrownBy(() -> store.write(ChangeOfPrimaryTest::insert))
          .matches(Retry::away, "is away");
      for (int i = 0; i < 10; i++) {
        store.write(ChangeOfPrimaryTest::insert);
        assertThat(writer(store)).isEqualTo(port(servers.get(0)));
      }

      demote(servers.get(0));
      promote(servers.get(1));

      assertThatThrownBy(() -> store.write(ChangeOfPrimaryTest::insert))
          .matches(Retry::away, "is away");
      store.write(ChangeOfPrimaryTest::insert);
      assertThat(writer(store)).isEqualTo(port(servers.get(1)));
    }
  }

  @Test
  @DisplayName(
      "A database all of whose nodes are read-only stops the start with what each one said")
  void noWriter() throws SQLException {
    demote(servers.get(0));
    demote(servers.get(1));

    assertThatThrownBy(() -> Store.open(options("own")))
        .hasStackTraceContaining("no node of the database takes writes")
        .hasStackTraceContaining("node 1 is read-only; node 2 is read-only");
  }

  @Test
  @DisplayName("IN_TIME: PostgreSQL's connection that is read-only serves once and not again")
  void postgresql() throws SQLException {
    try (var store = Store.open(TestStores.POSTGRESQL.create())) {
      store.write(
          connection -> {
            execute(connection, "set session characteristics as transaction read only");
            return 0;
          });

      assertThatThrownBy(() -> store.write(ChangeOfPrimaryTest::insert))
          .matches(Retry::away, "is away");
      store.write(ChangeOfPrimaryTest::insert);
    }
  }

  private static StoreOptions options(String kind) {
    var driver = kind.equals("own") ? servers.get(0).split(":")[1] : kind;
    return new StoreOptions(
        "jdbc:%s://127.0.0.1:%d,127.0.0.1:%d/paybell"
            .formatted(driver, port(servers.get(0)), port(servers.get(1))),
        "root",
        "",
        10);
  }

  private static int port(String server) {
    return URI.create(server.substring("jdbc:".length())).getPort();
  }

  private static void demote(String server) throws SQLException {
    execute(server, "set global super_read_only = on");
  }

  private static void promote(String server) throws SQLException {
    execute(server, "set global read_only = off");
  }

  private static int writer(Store store) throws SQLException {
    return store.write(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("select @@port")) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  private static int insert(Connection connection) throws SQLException {
    execute(
        connection,
        "insert into paybell_audit (id, actor, action, created_at) values"
            + " ('"
            + Ids.at(1_767_571_200_000L)
            + "', 'test', 'test', '2026-01-05 00:00:00')");
    return 0;
  }

  private static void execute(String server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server, "root", "")) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
