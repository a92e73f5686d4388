package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code caching_sha2_password}, the default authentication of MySQL 8 and later. The password
 * travels by TLS, or encrypted with a key that the driver must be allowed to fetch. The server
 * caches a login until it is restarted, and needs neither meanwhile; so a connection that has
 * neither works on the day it is tried and fails on another.
 */
public final class CachingSha2 {
  // Of MariaDB's driver; of Connector/J
  private static final Pattern REFUSED =
      Pattern.compile("RSA public key is not available|Public Key Retrieval is not allowed");

  private static final Pattern KEY =
      Pattern.compile("allowpublickeyretrieval=true|serverrsapublickeyfile=");

  // Without "as" the user has no password, and none travels.
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("identified with 'caching_sha2_password' as ");

  private static final String CURE =
      "Add sslMode=REQUIRED to the JDBC URL, for TLS, or allowPublicKeyRetrieval=true where the"
          + " network is trusted";

  private CachingSha2() {}

  /** What to do if that is why a connection failed, as a sentence without its full stop. */
  public static Optional<String> cure(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (REFUSED.matcher(String.valueOf(cause.getMessage())).find()) {
        return Optional.of(
            "MySQL takes the password of this user (caching_sha2_password) only by TLS or encrypted"
                + " with its key. "
                + CURE);
      }
    }
    return Optional.empty();
  }

  /** The same for a connection that the server let in because it remembers its user. */
  static Optional<String> remembered(Connection connection) {
    try {
      var url = String.valueOf(connection.getMetaData().getURL()).toLowerCase(Locale.ROOT);
      if (KEY.matcher(url).find()
          || !said(connection, "show session status like 'Ssl_cipher'", 2).isEmpty()
          || !WITH_PASSWORD
              .matcher(said(connection, "show create user current_user()", 1))
              .find()) {
        return Optional.empty();
      }
    } catch (SQLException e) {
      return Optional.empty(); // it does not tell
    }
    return Optional.of(
        "the database's user has MySQL's caching_sha2_password, and the connection has no TLS: it"
            + " is let in while the server remembers an earlier login, and no longer after its next"
            + " restart. "
            + CURE);
  }

  private static String said(Connection connection, String question, int column)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getString(column).toLowerCase(Locale.ROOT) : "";
    }
  }
}
