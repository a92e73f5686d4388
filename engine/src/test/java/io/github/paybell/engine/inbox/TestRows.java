package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.StoreOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a store past all code of ours. */
public final class TestRows {
  private TestRows() {}

  /** The first column of each row. */
  public static List<String> texts(StoreOptions store, String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(store.url(), store.username(), store.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  static void change(StoreOptions store, String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(store.url(), store.username(), store.password());
        var sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
