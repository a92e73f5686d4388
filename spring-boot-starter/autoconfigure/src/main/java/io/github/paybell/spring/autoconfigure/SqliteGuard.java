package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/** What SQLite needs of the shop's pool, and what its driver gets wrong. */
final class SqliteGuard {
  private static final String URL =
      "jdbc:sqlite:shop.db?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000";

  private SqliteGuard() {}

  /**
   * Looks at one of the shop's connections.
   *
   * @throws SettingsException if payments could be lost or transactions fail on it
   */
  static void check(Connection connection) throws SQLException {
    var mode = connection.unwrap(SQLiteConnection.class).getConnectionConfig().getTransactionMode();
    if (mode != TransactionMode.IMMEDIATE) {
      throw wrong("transaction_mode", "IMMEDIATE", mode.name());
    }
    require(connection, "journal_mode", "wal");
    require(connection, "synchronous", "2");
  }

  private static void require(Connection connection, String pragma, String wanted)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma " + pragma)) {
      var value = rows.next() ? rows.getString(1) : "nothing";
      if (!wanted.equals(value)) {
        throw wrong(pragma, wanted.equals("2") ? "FULL" : wanted.toUpperCase(Locale.ROOT), value);
      }
    }
  }

  private static SettingsException wrong(String what, String wanted, String is) {
    return new SettingsException(
        "The shop's SQLite connections have "
            + what
            + "="
            + is
            + " and must have "
            + wanted
            + (what.equals("transaction_mode")
                ? ": two transactions that read and then write would fail as busy."
                : ": a notification that was acknowledged could be lost with the power."),
        "Set spring.datasource.url=" + URL + " (with your own file).");
  }

  /**
   * Makes sure that a transaction is open. The driver notes that auto-commit is off before it tries
   * to begin; when the file is busy just then, the pool keeps a connection that claims to be in a
   * transaction and is not, and each statement of the next one that gets it commits by itself.
   *
   * @param connection of a transaction that has just begun
   */
  static void ensureBegun(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("begin immediate");
    } catch (SQLException e) {
      if (saysWithin(e.getMessage())) {
        return;
      }
      throw e;
    }
    // Nothing else knows that auto-commit is off, so nothing else puts it back; and the driver
    // begins anew at each commit, which would keep the write lock in the pool for ever.
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            try {
              connection.setAutoCommit(true);
            } catch (SQLException e) {
              throw new IllegalStateException("a connection to SQLite could not be put at rest", e);
            }
          }
        });
  }

  private static boolean saysWithin(@Nullable String message) {
    return message != null && message.contains("within a transaction");
  }
}
