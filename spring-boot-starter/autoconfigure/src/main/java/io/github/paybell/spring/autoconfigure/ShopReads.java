package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Reading: inside a transaction of the caller over its connection, so that it sees what it wrote;
 * else, and where that transaction is in another database, over one of the pool. Thread-safe.
 */
final class ShopReads implements Transactions {
  private final Bound bound;
  private final DataSource own;
  private final PoolShare share;

  /**
   * @param own what has Paybell's tables
   */
  ShopReads(Bound bound, DataSource own, PoolShare share) {
    this.bound = bound;
    this.own = own;
    this.share = share;
  }

  @Override
  public <T> T run(Transactions.Work<T> work) throws SQLException {
    if (bound.isInTransaction()) {
      var connection = DataSourceUtils.doGetConnection(bound.source());
      try {
        if (bound.isOwn(connection)) {
          return work.run(connection);
        }
      } finally {
        DataSourceUtils.doReleaseConnection(connection, bound.source());
      }
    }
    // dynamic-datasource's transactions are in the connections, not bound to the thread.
    var source = bound.isInTransaction() || bound.elsewhere() ? own : bound.source();
    try (var held = share.enter()) {
      return alone(work, source);
    }
  }

  private static <T> T alone(Transactions.Work<T> work, DataSource source) throws SQLException {
    var connection = DataSourceUtils.doGetConnection(source);
    try {
      var result = work.run(connection);
      end(connection, source);
      return result;
    } finally {
      DataSourceUtils.doReleaseConnection(connection, source);
    }
  }

  // A pool that hands out connections without auto-commit has begun a transaction by now.
  private static void end(Connection connection, DataSource source) throws SQLException {
    if (!DataSourceUtils.isConnectionTransactional(connection, source)
        && !connection.getAutoCommit()) {
      connection.rollback();
    }
  }
}
