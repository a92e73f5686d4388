package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Connections to that node of a MariaDB or MySQL which takes writes. Their drivers take the first
 * node that answers, also when it is a secondary. Each connection costs one question more, once in
 * its life. Thread-safe.
 */
final class WritingNode extends DriverConnections {
  // Also on where only super_read_only was set.
  private static final String READ_ONLY = "select @@global.read_only";

  // A number, but a word from MariaDB 12 on.
  private static final List<String> OFF = List.of("0", "OFF");

  private final List<String> nodes;

  // The node that served last: all connections are to the same one while it serves, because locks
  // are skipped within one node only.
  private volatile int last;

  /**
   * @param nodes a JDBC URL for each
   * @param properties for the driver
   */
  WritingNode(List<String> nodes, Properties properties) {
    super(properties);
    this.nodes = List.copyOf(nodes);
  }

  @Override
  Connection connect(Properties named) throws SQLException {
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
}
