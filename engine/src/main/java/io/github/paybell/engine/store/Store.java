package io.github.paybell.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database behind everything: two pools (writing and reading; on SQLite one writing
 * connection), the schema brought up to date, transactions, and whether it takes writes.
 * Thread-safe.
 */
public final class Store implements SqlTarget, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Store.class);

  /** How long work waits for a row that another transaction has locked, if it does not say. */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(1);

  // The least that the pool takes, and time for one to come late.
  private static final long KEEPALIVE_MILLIS = 30_000;
  private static final int FORSAKEN_SECONDS = 45;

  private final Dialect dialect;
  private final DataSource source;
  private final Transactions writes;
  private final Transactions reads;
  private final List<HikariDataSource> pools;
  private final CommitCheck check;
  private final Readiness readiness;
  private final @Nullable KnownStore known;

  private Store(
      Dialect dialect,
      DataSource source,
      Transactions writes,
      Transactions reads,
      List<HikariDataSource> pools,
      CommitCheck check,
      LongSupplier nanoTime,
      @Nullable KnownStore known)
      throws SQLException {
    this.dialect = dialect;
    this.source = source;
    this.writes = writes;
    this.reads = reads;
    this.pools = pools;
    this.check = check;
    this.known = known;
    var row = new OwnRow(dialect, writes, !pools.isEmpty(), Clock.systemUTC());
    var look = new Look(dialect, reads, Look.ROOM_BYTES);
    Readiness.Write write =
        takesRoom -> {
          if (takesRoom) {
            look.requireRoom();
          }
          row.write(takesRoom);
        };
    readiness = new Readiness(write, row::tidy, look::doubts, check::objection, nanoTime);
  }

  /**
   * Connects and migrates.
   *
   * @param guards asked after each commit, besides the store's own; see {@link StoreGuard}
   * @throws IllegalArgumentException for a URL of a database that Paybell does not support, saying
   *     what to write instead
   * @throws RefusedStatementException if it does not take one of Paybell's statements
   * @throws RuntimeException if the database cannot be reached or migrated
   */
  public static Store open(StoreOptions given, StoreGuard... guards) {
    return open(given, null, System::nanoTime, guards);
  }

  /**
   * As above, on the database that is known.
   *
   * @param known asked about each new connection
   */
  public static Store open(StoreOptions given, KnownStore known, StoreGuard... guards) {
    return open(given, known, System::nanoTime, guards);
  }

  static Store open(StoreOptions given, LongSupplier nanoTime, StoreGuard... guards) {
    return open(given, null, nanoTime, guards);
  }

  private static Store open(
      StoreOptions given, @Nullable KnownStore known, LongSupplier nanoTime, StoreGuard... guards) {
    var options = ConnectorJUrl.withDriver(given);
    var driver = Dialect.of(options.url());
    driver.requireServerStore();
    var check = CommitCheck.of(options, driver, List.of(guards));
    try {
      return open(options, driver, known, check, nanoTime);
    } catch (RuntimeException e) {
      check.close();
      throw e;
    }
  }

  private static Store open(
      StoreOptions options,
      Dialect driver,
      @Nullable KnownStore known,
      CommitCheck check,
      LongSupplier nanoTime) {
    var writes = writes(options, driver, known);
    try {
      var dialect = dialect(writes);
      // SQLite's statements have no time-out, and its one writing connection is the pool's.
      (dialect == Dialect.SQLITE
              ? new Schema(writes, dialect)
              : new Schema(options, dialect, known))
          .migrate();
      requireDurable(writes, dialect);
      lasting(writes, dialect)
          .ifPresent(
              why -> {
                throw new IllegalStateException("cannot open the store " + options + ": " + why);
              });
      var transactions = new PoolTransactions(writes);
      requireStatements(transactions, dialect, true);
      var reads = dialect == Dialect.SQLITE ? pool(options, dialect, null, false) : writes;
      var store =
          new Store(
              dialect,
              writes,
              transactions,
              new PoolTransactions(reads),
              List.of(reads, writes),
              check,
              nanoTime,
              known);
      if (known != null) {
        known.confirm(store::write, new Audit(store));
      }
      return store;
    } catch (SQLException e) {
      writes.close();
      throw new IllegalStateException(
          "cannot open the store " + options + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      writes.close();
      throw e;
    }
  }

  /**
   * A store inside the database of a shop, whose pool and transactions it uses; {@link #close}
   * leaves both alone. It may be H2, for the shop's own tests, in H2's own mode or as PostgreSQL,
   * MySQL or MariaDB; a warning says so.
   *
   * @param writes begins a new transaction for each work
   * @param reads for work that only reads; may run it inside a transaction of the caller
   * @param migrate whether to bring the schema up to date; false: the shop has done it
   * @param known told which database it is; null: it is not asked
   * @throws IllegalArgumentException for a database that Paybell does not support, saying what to
   *     do instead
   * @throws SQLException if the database cannot be reached
   * @throws RefusedStatementException if it does not take one of Paybell's statements
   * @throws RuntimeException if it cannot be migrated
   */
  public static Store within(
      DataSource source,
      Transactions writes,
      Transactions reads,
      boolean migrate,
      @Nullable KnownStore known)
      throws SQLException {
    var dialect = dialect(source);
    if (known != null) {
      try (var connection = source.getConnection()) {
        known.note(connection);
      }
    }
    if (migrate) {
      new Schema(source, dialect).migrate();
    }
    requireDurable(source, dialect);
    lasting(source, dialect).ifPresent(log::warn);
    requireStatements(writes, dialect, migrate);
    return new Store(
        dialect,
        source,
        writes,
        reads,
        List.of(),
        CommitCheck.of(source, dialect),
        System::nanoTime,
        known);
  }

  private static Dialect dialect(DataSource source) throws SQLException {
    try (var connection = source.getConnection()) {
      return Dialect.of(connection);
    }
  }

  private static HikariDataSource writes(
      StoreOptions options, Dialect driver, @Nullable KnownStore known) {
    try {
      return pool(options, driver, known, true);
    } catch (RuntimeException e) {
      throw CachingSha2.cure(e)
          .map(
              cure ->
                  (RuntimeException)
                      new IllegalStateException(
                          "cannot open the store " + options + ": " + cure, e))
          .orElse(e);
    }
  }

  /** Why a connection that was made now may not be made the next time. */
  private static Optional<String> lasting(DataSource source, Dialect dialect) throws SQLException {
    if (dialect != Dialect.MYSQL) {
      return Optional.empty();
    }
    try (var connection = source.getConnection()) {
      return CachingSha2.remembered(connection);
    }
  }

  private static void requireDurable(DataSource source, Dialect dialect) throws SQLException {
    try (var connection = source.getConnection()) {
      dialect.requireDurable(connection, log::warn);
    }
  }

  // In a transaction as payments are recorded in, so that whatever stands between Paybell and the
  // database, such as the SQL firewall of a shop's pool, reads the statements as well.
  private static void requireStatements(Transactions writes, Dialect dialect, boolean migrated)
      throws SQLException {
    writes.run(
        connection -> {
          Statements.require(connection, dialect, migrated);
          return dialect;
        });
  }

  private static HikariDataSource pool(
      StoreOptions options, Dialect driver, @Nullable KnownStore known, boolean writing) {
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
    config.setAutoCommit(driver == Dialect.SQLITE);
    // Below the inbox's deadline of 2 s: a store that is down is said so while WeChat Pay still
    // listens.
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    switch (driver) {
      case POSTGRESQL -> {
        config.setMaximumPoolSize(options.maxConnections());
        config.setMinimumIdle(Math.min(4, options.maxConnections()));
        // A database that hangs must not hold a writer for ever; far above any healthy statement.
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("ApplicationName", "paybell");
        // PostgresConnections says which connections may prepare.
        config.addDataSourceProperty("prepareThreshold", "0");
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
        ownSessions(config);
      }
      case MYSQL -> {
        config.setMaximumPoolSize(options.maxConnections());
        config.setMinimumIdle(Math.min(4, options.maxConnections()));
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("connectTimeout", "10000");
        config.addDataSourceProperty("socketTimeout", "10000");
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", "250");
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "8192");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        ownSessions(config);
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
      case H2 -> throw new IllegalStateException("refused before");
    }
    return ServerPool.open(config, known);
  }

  // Whole seconds, the least there is. MySQL knows no limit for a transaction that stands still,
  // only for a session: its locks go with that. What only MariaDB understands is a comment to it,
  // whichever driver asks. The pool's connections at rest say a word in between.
  private static void ownSessions(HikariConfig config) {
    config.setConnectionInitSql(
        "set session innodb_lock_wait_timeout = 1, session wait_timeout = "
            + FORSAKEN_SECONDS
            + "/*M!, session idle_transaction_timeout = "
            + Dialect.FROZEN.toSeconds()
            + " */");
    config.setKeepaliveTime(KEEPALIVE_MILLIS);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  /** The writing connections, for a library that makes its own transactions; see {@link #write}. */
  public DataSource dataSource() {
    return source;
  }

  /**
   * Runs work that writes, in one transaction: commits when it returns, rolls back when it throws.
   * Runs it again from its beginning where another transaction was in the way ({@link
   * Retry#conflicts}), so that it must not rest on what an attempt before has left behind.
   *
   * @throws SQLException of the work, or because what was committed would not be found again
   */
  public <T> T write(Transactions.Work<T> work) throws SQLException {
    return write(LOCK_WAIT, work);
  }

  /**
   * The same for work that waits longer or shorter than others for a row that another transaction
   * has locked. In a shop its own settings decide, but for {@link Rows#lock}.
   *
   * @param lockWait at least 1 ms
   * @throws SQLException also if it waited in vain, see {@link Retry#locked}
   */
  <T> T write(Duration lockWait, Transactions.Work<T> work) throws SQLException {
    return Retry.conflicts(() -> writeWaiting(lockWait, work));
  }

  private <T> T writeWaiting(Duration lockWait, Transactions.Work<T> work) throws SQLException {
    long begun = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        return writeOnce(lockWait, work);
      } catch (SQLException | RuntimeException e) {
        // Two that hold what the other one asks for would ask in vain for ever.
        if (!dialect.asksForLocks()
            || !Retry.locked(e)
            || System.nanoTime() - begun >= lockWait.toNanos()) {
          throw e;
        }
        Retry.pause(attempt);
      }
    }
  }

  private <T> T writeOnce(Duration lockWait, Transactions.Work<T> work) throws SQLException {
    try {
      check.require();
      var result =
          writes.run(
              connection -> {
                if (!pools.isEmpty()) {
                  dialect.limit(connection, lockWait);
                }
                return work.run(connection);
              });
      check.require();
      return result;
    } catch (SQLException | RuntimeException e) {
      if (Retry.ofDatabase(e)) {
        readiness.failed(Retry.noRoom(e));
      }
      throw e;
    }
  }

  /** Runs work that only reads. */
  public <T> T read(Transactions.Work<T> work) throws SQLException {
    return reads.run(work);
  }

  /**
   * {@link #read} for those whose callers need not know of SQL.
   *
   * @throws StoreUnavailableException if the database cannot be asked
   */
  public <T> T ask(Transactions.Work<T> work) {
    try {
      return read(work);
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  /**
   * {@link #write} for those whose callers need not know of SQL.
   *
   * @throws StoreUnavailableException if the database cannot be asked, or refused
   */
  public <T> T change(Transactions.Work<T> work) {
    try {
      return write(work);
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  /** What became of the database that a person must know; stays until {@link #newsTold}. */
  public Optional<String> news() {
    return known == null ? Optional.empty() : known.news();
  }

  /** Ends what {@link #news} says. */
  public void newsTold() {
    if (known != null) {
      known.newsTold();
    }
  }

  /** Whether it takes writes; watched from {@link Readiness#start} on. */
  public Readiness readiness() {
    return readiness;
  }

  /** Asks the database, and whether it answers. */
  public boolean answers() {
    try {
      return read(connection -> connection.isValid(1));
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    readiness.close();
    pools.forEach(HikariDataSource::close);
    check.close();
  }
}
