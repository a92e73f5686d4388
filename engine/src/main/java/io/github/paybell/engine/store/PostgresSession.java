package io.github.paybell.engine.store;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What stands at the other end of a connection to PostgreSQL: a session of its own, or a pooler
 * such as PgBouncer, which may run each transaction in another session. What belongs to a session
 * (statements prepared in the server, {@code set}, locks beyond a transaction) is lost there.
 */
final class PostgresSession {
  private PostgresSession() {}

  /**
   * Whether a pooler stands in between. PostgreSQL greets each client with the number of the
   * process that serves it; a pooler makes one up.
   *
   * @return false too for a connection that is not the usual driver's
   */
  static boolean pooled(Connection connection) throws SQLException {
    var greeted = drivers(connection, "getBackendPID");
    if (greeted.isEmpty()) {
      return false;
    }
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      return rows.next() && rows.getInt(1) != (Integer) greeted.get();
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }

  /** Lets the driver prepare each statement in the server when it runs first. */
  static void prepareAtOnce(Connection connection) throws SQLException {
    drivers(connection, "setPrepareThreshold", 1);
  }

  // By name, because a shop on another database has no such driver.
  private static Optional<Object> drivers(Connection connection, String method, Integer... value)
      throws SQLException {
    try {
      var type = Class.forName("org.postgresql.PGConnection");
      if (!connection.isWrapperFor(type)) {
        return Optional.empty();
      }
      var own = connection.unwrap(type);
      return Optional.ofNullable(
          value.length == 0
              ? type.getMethod(method).invoke(own)
              : type.getMethod(method, int.class).invoke(own, (Object[]) value));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (InvocationTargetException e) {
      throw new SQLException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("PostgreSQL's driver has no " + method, e);
    }
  }
}
