package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of one transaction that follow each other and whose results are not waited for.
 * PostgreSQL gets them in one round trip, which halves what a small group costs; elsewhere they run
 * one after the other. Not thread-safe, used once.
 */
public final class Writes {
  private final List<Rows> all = new ArrayList<>();

  /** Adds a statement with its rows; one without rows is not sent. */
  public Writes add(Rows rows) {
    if (!rows.isEmpty()) {
      all.add(rows);
    }
    return this;
  }

  /** Runs them in the order in which they were added. */
  public void run(Connection connection) throws SQLException {
    var together = new ArrayList<Rows>();
    for (var rows : all) {
      if (rows.isOneExecution() && rows.dialect() == Dialect.POSTGRESQL) {
        together.add(rows);
      } else {
        send(connection, together);
        together.clear();
        rows.execute(connection);
      }
    }
    send(connection, together);
  }

  private static void send(Connection connection, List<Rows> together) throws SQLException {
    if (together.isEmpty()) {
      return;
    }
    var text = new StringBuilder();
    for (var rows : together) {
      text.append(text.isEmpty() ? "" : ";\n").append(rows.text());
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      int index = 0;
      for (var rows : together) {
        index = rows.bind(connection, statement, index);
      }
      statement.execute();
    }
  }
}
