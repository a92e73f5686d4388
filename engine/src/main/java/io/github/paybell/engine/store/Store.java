package io.github.paybell.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database behind everything: two pools (writing and reading; on SQLite one writing
 * connection), the schema brought up to date, transactions. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final Dialect dialect;
  private final HikariDataSource writes;
  private final HikariDataSource reads;

  private Store(Dialect dialect, HikariDataSource writes, HikariDataSource reads) {
    this.dialect = dialect;
    this.writes = writes;
    this.reads = reads;
  }

  /** Work inside one transaction. */
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Connects and migrates.
   *
   * @throws IllegalArgumentException for a URL of a database that Paybell does not support, saying
   *     what to write instead
   * @throws RuntimeException if the database cannot be reached or migrated
   */
  public static Store open(StoreOptions options) {
    var dialect = Dialect.of(options.url());
    var writes = pool(options, dialect, true);
    try {
      migrate(writes, dialect);
      try (var connection = writes.getConnection()) {
        dialect.requireDurable(connection, log::warn);
      }
      return new Store(
          dialect, writes, dialect == Dialect.SQLITE ? pool(options, dialect, false) : writes);
    } catch (SQLException e) {
      writes.close();
      throw new IllegalStateException(
          "cannot open the store " + options + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      writes.close();
      throw e;
    }
  }

  private static HikariDataSource pool(StoreOptions options, Dialect dialect, boolean writing) {
    var config = new HikariConfig();
    config.setPoolName(writing ? "paybell-store" : "paybell-store-reads");
    config.setJdbcUrl(options.url());
    if (options.username() != null) {
      config.setUsername(options.username());
    }
    if (options.password() != null) {
      config.setPassword(options.password());
    }
    // SQLite's driver begins a transaction, and takes the write lock, the moment auto-commit goes
    // off.
    config.setAutoCommit(dialect == Dialect.SQLITE);
    // Below the inbox's deadline of 2 s: a store that is down is said so while WeChat Pay still
    // listens.
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    switch (dialect) {
      case POSTGRESQL -> {
        config.setMaximumPoolSize(options.maxConnections());
        config.setMinimumIdle(Math.min(4, options.maxConnections()));
        // A database that hangs must not hold a writer for ever; far above any healthy statement.
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("ApplicationName", "paybell");
        config.addDataSourceProperty("prepareThreshold", "1");
        // An error's detail quotes the row, and errors are logged (SILENT_SECRETS).
        config.addDataSourceProperty("logServerErrorDetail", "false");
      }
      case MARIADB -> {
        config.setMaximumPoolSize(options.maxConnections());
        config.setMinimumIdle(Math.min(4, options.maxConnections()));
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("socketTimeout", "10000");
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("useBulkStmts", "true");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
      }
      case SQLITE -> {
        config.setMaximumPoolSize(writing ? 1 : 4);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "1500");
        // KiB, negative by SQLite's rule. Its own 2 MB does not hold the pages of a few due orders
        // among a million (docs/BENCHMARKS.md).
        config.addDataSourceProperty("cache_size", "-16384");
        // Read-then-write transactions that begin as readers fail as busy when two of them meet.
        config.addDataSourceProperty("transaction_mode", writing ? "IMMEDIATE" : "DEFERRED");
        if (!writing) {
          config.setConnectionInitSql("pragma query_only = true");
        }
      }
    }
    return new HikariDataSource(config);
  }

  private static void migrate(HikariDataSource source, Dialect dialect) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:io/github/paybell/engine/store/" + dialect.folder())
        .table("paybell_schema_history")
        // The tables may live in the shop's own schema, which is then not empty.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .load()
        .migrate();
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The writing connections, for a library that makes its own transactions; see {@link #write}. */
  public DataSource dataSource() {
    return writes;
  }

  /**
   * Runs work that writes, in one transaction: commits when it returns, rolls back when it throws.
   */
  public <T> T write(Work<T> work) throws SQLException {
    return run(writes, work);
  }

  /** Runs work that only reads. */
  public <T> T read(Work<T> work) throws SQLException {
    return run(reads, work);
  }

  private static <T> T run(HikariDataSource pool, Work<T> work) throws SQLException {
    try (var connection = pool.getConnection()) {
      boolean atRest = connection.getAutoCommit();
      begin(pool, connection);
      T result;
      try {
        result = work.run(connection);
        connection.commit();
      } catch (Throwable e) {
        try {
          connection.rollback();
        } catch (SQLException again) {
          e.addSuppressed(again);
        }
        rest(pool, connection, atRest);
        throw e;
      }
      rest(pool, connection, atRest);
      return result;
    }
  }

  // SQLite's driver notes that auto-commit is off before it tries to begin. When the file is busy
  // just then, the connection would run every later statement as a transaction of its own.
  private static void begin(HikariDataSource pool, Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      pool.evictConnection(connection);
      throw e;
    }
  }

  // What became of the transaction is decided by now, and a connection that broke says nothing
  // about that: it is thrown away.
  private static void rest(HikariDataSource pool, Connection connection, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }

  /** Whether the database answers now. */
  public boolean ready() {
    try (var connection = reads.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
