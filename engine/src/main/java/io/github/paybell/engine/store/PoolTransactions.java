package io.github.paybell.engine.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions over a pool of the store's own. */
final class PoolTransactions implements Transactions {
  private final HikariDataSource pool;
  private final CommitWarnings warnings;

  PoolTransactions(HikariDataSource pool) {
    this.pool = pool;
    warnings = new CommitWarnings(String.valueOf(pool.getJdbcUrl()));
  }

  @Override
  public <T> T run(Work<T> work) throws SQLException {
    try (var connection = pool.getConnection()) {
      boolean atRest = connection.getAutoCommit();
      begin(connection);
      T result;
      try {
        result = work.run(connection);
        warnings.before(connection);
        connection.commit();
        warnings.after(connection);
      } catch (Throwable e) {
        try {
          connection.rollback();
        } catch (SQLException again) {
          e.addSuppressed(again);
        }
        rest(connection, atRest);
        throw e;
      }
      rest(connection, atRest);
      return result;
    }
  }

  // SQLite's driver notes that auto-commit is off before it tries to begin. When the file is busy
  // just then, the connection would run every later statement as a transaction of its own.
  private void begin(Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      pool.evictConnection(connection);
      throw e;
    }
  }

  // What became of the transaction is decided by now, and a connection that broke says nothing
  // about that: it is thrown away.
  private void rest(Connection connection, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }
}
