package io.github.paybell.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the server's own, whose connections are for writing: it finds the node that takes
 * writes where the URL names several, and lets go of one that no longer does. A node that has
 * become a secondary keeps its connections, and they pass every test of a pool.
 */
final class ServerPool {
  private ServerPool() {}

  static HikariDataSource open(HikariConfig config, @Nullable KnownStore known) {
    var nodes = Nodes.each(config.getJdbcUrl());
    config.setJdbcUrl(Nodes.writing(config.getJdbcUrl()));
    if (nodes.size() > 1) {
      // A node that does not answer must leave time for the next one.
      config.addDataSourceProperty("connectTimeout", "1000");
    }
    if (nodes.size() > 1 || known != null) {
      config.setDataSource(new WritingNode(nodes, config.getDataSourceProperties(), known));
    }
    var postgres =
        PostgresConnections.takes(config.getJdbcUrl())
            ? new PostgresConnections(config.getJdbcUrl(), config.getDataSourceProperties(), known)
            : null;
    if (postgres != null) {
      config.setDataSource(postgres);
    }
    var faults = new Faults(postgres);
    config.setExceptionOverride(faults);
    var pool = new HikariDataSource(config);
    faults.pool.set(pool);
    return pool;
  }

  /** Which connections go after a failure. */
  private static final class Faults implements SQLExceptionOverride {
    final AtomicReference<@Nullable HikariDataSource> pool = new AtomicReference<>();
    private final @Nullable PostgresConnections postgres;

    Faults(@Nullable PostgresConnections postgres) {
      this.postgres = postgres;
    }

    // The interface has a type of that name.
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
      if (Retry.ofAnotherSession(failure)) {
        if (postgres != null) {
          postgres.pooled();
        }
      } else if (!Retry.refusesWrites(failure)) {
        return Override.CONTINUE_EVICT;
      }
      // The others are no better. Reading from a secondary would show old rows, and each failure
      // more costs one notification its answer.
      var all = pool.get();
      if (all != null) {
        all.getHikariPoolMXBean().softEvictConnections();
      }
      return Override.MUST_EVICT;
    }
  }
}
