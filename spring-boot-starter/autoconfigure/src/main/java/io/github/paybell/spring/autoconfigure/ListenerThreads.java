package io.github.paybell.spring.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/** How many orders are handled at once: each needs one of the shop's connections. */
final class ListenerThreads {
  private ListenerThreads() {}

  static int of(PaybellProperties.Listener written, ShopDatabase database) {
    if (written.threads() != null) {
      return written.threads();
    }
    if (database.hasOneWriter()) {
      return 1;
    }
    var pool = DataSourceUnwrapper.unwrap(database.source(), HikariDataSource.class);
    return pool == null
        ? PaybellProperties.Listener.THREADS
        : Math.max(1, Math.min(PaybellProperties.Listener.THREADS, pool.getMaximumPoolSize() / 2));
  }
}
