package io.github.paybell.server.system;

import io.github.paybell.engine.store.StoreOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a server's database from outside, as a person with a database client would. */
final class Rows implements AutoCloseable {
  private final Connection connection;

  Rows(StoreOptions store) throws SQLException {
    connection = DriverManager.getConnection(store.url(), store.username(), store.password());
  }

  /** The database of a server process: the given one, or the embedded one in its folder. */
  static Rows of(StoreOptions store, Path folder) throws SQLException {
    return new Rows(store == null ? StoreOptions.embedded(folder.resolve("data")) : store);
  }

  /** The first column of all rows, as text. */
  List<String> column(String sql, String... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      var values = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }

  long number(String sql, String... parameters) throws SQLException {
    return Long.parseLong(column(sql, parameters).get(0));
  }

  /** Changes what is stored; returns how many rows. */
  int update(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
