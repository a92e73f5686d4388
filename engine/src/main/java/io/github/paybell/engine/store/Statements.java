package io.github.paybell.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All statements, each of which the database is asked to understand at the start: one that it
 * refuses is found before the first payment and not by it.
 */
final class Statements {
  private static final Logger log = LoggerFactory.getLogger(Statements.class);

  private static final Set<String> UNDERSTOOD = ConcurrentHashMap.newKeySet();

  private Statements() {}

  /** Their names, each after its room's: {@code ledger/look}. */
  static List<String> names() {
    try (var in = Statements.class.getResourceAsStream("statements.txt")) {
      if (in == null) {
        throw new IllegalStateException("no statements.txt beside " + Statements.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has the database read each of them, and run none. A process that opens several stores of one
   * kind and version, as tests do, asks only the first.
   *
   * @param connection in a transaction
   * @param migrated whether Paybell itself made the tables; those that others made are asked each
   *     time
   * @throws RefusedStatementException if it refuses one
   * @throws SQLException if it is away
   */
  static void require(Connection connection, Dialect dialect, boolean migrated)
      throws SQLException {
    if (dialect == Dialect.H2) {
      return; // no money is lost there, and it may read PostgreSQL's files without using them
    }
    var kind = product(connection) + " " + connection.getMetaData().getUserName();
    if (migrated && UNDERSTOOD.contains(kind)) {
      return;
    }
    readAll(connection, dialect);
    if (migrated) {
      UNDERSTOOD.add(kind);
    }
  }

  /** Forgets whom it has asked, for tests. */
  static void forget() {
    UNDERSTOOD.clear();
  }

  private static void readAll(Connection connection, Dialect dialect) throws SQLException {
    long begun = System.nanoTime();
    int read = 0;
    for (var name : names()) {
      var sql = Sql.find(dialect, name);
      if (sql.isEmpty()) {
        continue; // other dialects'
      }
      try {
        prepare(connection, sql.get());
        read++;
      } catch (SQLException e) {
        if (Retry.away(e)) {
          throw e;
        }
        throw new RefusedStatementException(product(connection), name, e);
      }
    }
    log.debug("{} statements read in {} ms", read, (System.nanoTime() - begun) / 1_000_000);
  }

  /**
   * Has the database read a statement, without running it.
   *
   * @throws SQLException if it refuses to
   */
  private static void prepare(Connection connection, Sql sql) throws SQLException {
    if (sql.dialect == Dialect.MARIADB || sql.dialect == Dialect.MYSQL) {
      prepareInSql(connection, sql);
      return;
    }
    try (var statement = connection.prepareStatement(sql.text)) {
      int index = 0;
      for (var place : sql.places) {
        index++;
        if (place.arrayType() != null) {
          statement.setArray(index, connection.createArrayOf(place.arrayType(), new Object[0]));
        }
      }
      // The driver asks the database for these, which reads the statement then.
      statement.getParameterMetaData();
    }
  }

  // MariaDB and MySQL: a driver that fills in parameters by itself sends a statement only when it
  // runs, so this one is sent as SQL, by the driver itself: a firewall before it has read the
  // statement and would not know this one.
  private static void prepareInSql(Connection connection, Sql sql) throws SQLException {
    connection.prepareStatement(sql.text).close();
    @Nullable Connection driver = connection.getMetaData().getConnection();
    try (var statement = (driver == null ? connection : driver).createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("prepare paybell_statement from '" + sql.text.replace("'", "''") + "'");
      statement.execute("deallocate prepare paybell_statement");
    }
  }

  private static String product(Connection connection) throws SQLException {
    var database = connection.getMetaData();
    return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
  }
}
