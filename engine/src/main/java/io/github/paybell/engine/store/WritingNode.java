package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connections to that node of a database which may be used: which takes writes, and is the database
 * that is known. The drivers of MariaDB and MySQL take the first node that answers, also when it is
 * a secondary; PostgreSQL's takes an old primary. Each connection costs a question or two more,
 * once in its life. Thread-safe.
 */
final class WritingNode extends DriverConnections {
  // Also on where only super_read_only was set.
  private static final String READ_ONLY = "select @@global.read_only";

  // A number, but a word from MariaDB 12 on.
  private static final List<String> OFF = List.of("0", "OFF");

  /** Looks at a new connection: why it must not be used, or nothing. */
  interface Test {
    Optional<String> refusal(Connection connection) throws SQLException;
  }

  private final List<String> nodes;
  private final List<Test> tests;

  // The node that served last: all connections are to the same one while it serves, because locks
  // are skipped within one node only.
  private volatile int last;

  /**
   * @param nodes a JDBC URL for each
   * @param properties for the driver
   * @param known the database that is known; null: whichever it is
   */
  WritingNode(List<String> nodes, Properties properties, @Nullable KnownStore known) {
    super(properties);
    this.nodes = List.copyOf(nodes);
    var all = new ArrayList<Test>();
    // PostgreSQL's driver looks itself.
    if (nodes.size() > 1 && !nodes.get(0).startsWith("jdbc:postgresql:")) {
      all.add(WritingNode::readOnly);
    }
    if (known != null) {
      all.add(known::refusal);
    }
    tests = List.copyOf(all);
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
        var refusal = refusal(connection);
        if (refusal.isEmpty()) {
          last = node;
          return connection;
        }
        refusals.add("node " + (node + 1) + " " + refusal.get());
      } catch (SQLException e) {
        refusals.add("node " + (node + 1) + ": " + e.getMessage());
        cause = e;
      }
    }
    if (nodes.size() == 1 && cause != null) {
      throw cause;
    }
    throw new SQLTransientConnectionException(
        "no node of the database takes writes: " + String.join("; ", refusals), "08001", cause);
  }

  /** Closes the connection if it must not be used. */
  private Optional<String> refusal(Connection connection) throws SQLException {
    boolean usable = false;
    try {
      for (var test : tests) {
        var refusal = test.refusal(connection);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      usable = true;
      return Optional.empty();
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  private static Optional<String> readOnly(Connection connection) throws SQLException {
    return OFF.contains(String.valueOf(Dialect.scalar(connection, READ_ONLY)))
        ? Optional.empty()
        : Optional.of("is read-only");
  }
}
