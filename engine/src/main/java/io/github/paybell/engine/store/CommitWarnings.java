package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL says of a commit besides that it is done. Where it has given up to wait for a
 * standby, because the wait was cancelled, it reports the commit with a warning; after a failover
 * the transaction would be missing. So a commit with a warning counts as one whose outcome is not
 * known: the row is there, and a repeat is a duplicate. Thread-safe.
 *
 * <p>Any warning counts, because its text depends on the server's language; notices do not.
 */
public final class CommitWarnings {
  private static final Seldom SELDOM = new Seldom(LoggerFactory.getLogger(CommitWarnings.class));

  // Of a notice, by PostgreSQL's and JDBC's rule: successful completion.
  private static final String NOTICE = "00";

  private final boolean counted;

  /**
   * @param url of the database; other databases than PostgreSQL have no such warnings
   */
  public CommitWarnings(String url) {
    counted = url.startsWith("jdbc:postgresql:");
  }

  /** Whether the database warns at a commit. */
  public boolean counted() {
    return counted;
  }

  /** Forgets what the transaction's statements said; right before the commit. */
  public void before(Connection connection) throws SQLException {
    if (counted) {
      connection.clearWarnings();
    }
  }

  /**
   * Reads what the commit said; right after it, before anything else is done with the connection.
   *
   * @throws SQLException if it warned; {@link Retry#away} is true of it
   */
  public void after(Connection connection) throws SQLException {
    if (counted) {
      requireNone(connection.getWarnings());
    }
  }

  /**
   * @param first of those that a commit brought
   */
  static void requireNone(@Nullable SQLWarning first) throws SQLException {
    for (var warning = first; warning != null; warning = warning.getNextWarning()) {
      if (!isNotice(warning)) {
        throw failed(warning);
      }
    }
  }

  private static boolean isNotice(SQLWarning warning) {
    var state = warning.getSQLState();
    return state != null && state.startsWith(NOTICE);
  }

  private static SQLException failed(SQLWarning warning) {
    SELDOM.warn(
        "commit warning",
        "a commit was reported with a warning, it may be missing on a standby and is not"
            + " acknowledged: "
            + warning.getMessage());
    // transaction_resolution_unknown
    return new SQLException(
        "the commit was reported with a warning: " + warning.getMessage(), "08007", warning);
  }
}
