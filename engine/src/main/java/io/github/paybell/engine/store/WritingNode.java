package io.github.paybell.engine.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to that node of a MariaDB or MySQL which takes writes. Their drivers take the first
 * node that answers, also when it is a secondary. Each connection costs one question more, once in
 * its life. Thread-safe.
 */
final class WritingNode implements DataSource {
  // Also on where only super_read_only was set.
  private static final String READ_ONLY = "select @@global.read_only";

  // A number, but a word from MariaDB 12 on.
  private static final List<String> OFF = List.of("0", "OFF");

  private final List<String> nodes;
  private final Properties properties;

  // The node that served last: all connections are to the same one while it serves, because locks
  // are skipped within one node only.
  private volatile int last;

  /**
   * @param nodes a JDBC URL for each
   * @param properties for the driver
   */
  WritingNode(List<String> nodes, Properties properties) {
    this.nodes = List.copyOf(nodes);
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connection(properties);
  }

  @Override
  public Connection getConnection(String username, @Nullable String password) throws SQLException {
    var named = new Properties();
    named.putAll(properties);
    named.setProperty("user", username);
    if (password != null) {
      named.setProperty("password", password);
    }
    return connection(named);
  }

  private Connection connection(Properties named) throws SQLException {
    int first = last;
    var refusals = new ArrayList<String>();
    SQLException cause = null;
    for (int i = 0; i < nodes.size(); i++) {
      int node = (first + i) % nodes.size();
      try {
        var connection = DriverManager.getConnection(nodes.get(node), named);
        if (writes(connection)) {
          last = node;
          return connection;
        }
        refusals.add("node " + (node + 1) + " is read-only");
      } catch (SQLException e) {
        refusals.add("node " + (node + 1) + ": " + e.getMessage());
        cause = e;
      }
    }
    throw new SQLTransientConnectionException(
        "no node of the database takes writes: " + String.join("; ", refusals), "08001", cause);
  }

  /** Closes the connection if it does not. */
  private static boolean writes(Connection connection) throws SQLException {
    boolean writes = false;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(READ_ONLY)) {
      writes = rows.next() && OFF.contains(rows.getString(1));
    } finally {
      if (!writes) {
        connection.close();
      }
    }
    return writes;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
