package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Transactions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Reading: inside a transaction of the caller over its connection, so that it sees what it wrote;
 * else over one of the pool. Thread-safe.
 */
final class ShopReads implements Transactions {
  private final DataSource source;

  ShopReads(DataSource source) {
    this.source = source;
  }

  @Override
  public <T> T run(Store.Work<T> work) throws SQLException {
    var connection = DataSourceUtils.doGetConnection(source);
    try {
      var result = work.run(connection);
      // A pool that hands out connections without auto-commit has begun a transaction by now.
      if (!DataSourceUtils.isConnectionTransactional(connection, source)
          && !connection.getAutoCommit()) {
        connection.rollback();
      }
      return result;
    } finally {
      DataSourceUtils.doReleaseConnection(connection, source);
    }
  }
}
