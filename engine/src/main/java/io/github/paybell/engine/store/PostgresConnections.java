package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to PostgreSQL. Each one prepares its statements in the server, which then need not be
 * read and planned anew, unless a pooler stands in between: behind PgBouncer in transaction mode
 * the next transaction meets another session, with other statements or none. Thread-safe.
 */
final class PostgresConnections extends DriverConnections {
  private static final Logger log = LoggerFactory.getLogger(PostgresConnections.class);

  private final WritingNode nodes;
  private final AtomicBoolean pooled = new AtomicBoolean();

  /**
   * @param properties for the driver; {@code prepareThreshold} is not among them, or 0
   * @param known the database that is known; null: whichever it is
   */
  PostgresConnections(String url, Properties properties, @Nullable KnownStore known) {
    super(properties);
    nodes =
        new WritingNode(known == null ? List.of(url) : Nodes.alternatives(url), properties, known);
  }

  /** Whether it is the URL of a PostgreSQL. */
  static boolean takes(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  @Override
  Connection connect(Properties named) throws SQLException {
    var connection = nodes.connect(named);
    boolean ready = false;
    try {
      if (PostgresSession.pooled(connection)) {
        pooled();
      } else if (!pooled.get()) {
        PostgresSession.prepareAtOnce(connection);
      }
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** A pooler stands in between, whatever a connection says: none prepares from now on. */
  void pooled() {
    if (pooled.compareAndSet(false, true)) {
      log.info(
          "a pooler such as PgBouncer stands before PostgreSQL: statements are not prepared in the"
              + " server");
    }
  }
}
