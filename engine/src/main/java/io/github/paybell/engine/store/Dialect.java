package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases besides the statements, which are files in a folder named after
 * the dialect.
 */
public enum Dialect {
  POSTGRESQL("PostgreSQL", 2) {
    @Override
    void limit(Connection connection, Duration lockWait) throws SQLException {
      // One message, and nothing that outlives the transaction: the session may be another's next
      // (PgBouncer).
      try (var statement = connection.createStatement()) {
        statement.execute(
            "set local lock_timeout = "
                + lockWait.toMillis()
                + "; set local idle_in_transaction_session_timeout = "
                + FROZEN.toMillis());
      }
    }

    @Override
    void requireDurable(Connection connection, Consumer<String> warn) throws SQLException {
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        if ("off".equals(scalar(connection, "show " + setting))) {
          warn.accept(setting + "=off: PostgreSQL may lose acknowledged notifications in a crash");
        }
      }
    }

    // The name of the log's current file says the timeline from the promotion on,
    // pg_control_checkpoint only from the next checkpoint on. A standby has no current file, which
    // is an error (55000): its connections would write once it is promoted, unlooked at.
    @Override
    Optional<StoreIdentity> identity(Connection connection) throws SQLException {
      return told(
          connection,
          "select system_identifier || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
              + " from pg_control_system()",
          told -> {
            int point = told.indexOf('.');
            return new StoreIdentity(
                told.substring(0, point), Long.parseLong(told.substring(point + 1), 16));
          });
    }
  },
  MARIADB("MariaDB", 2) {
    @Override
    boolean asksForLocks() {
      return true;
    }

    @Override
    Object toJdbc(Object value) {
      return wallTime(value);
    }

    @Override
    @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
      return wallTime(rows, column);
    }

    @Override
    void requireDurable(Connection connection, Consumer<String> warn) throws SQLException {
      requireInnodbDurable(connection, warn);
    }

    // Without Galera nothing in it differs from another MariaDB.
    @Override
    Optional<StoreIdentity> identity(Connection connection) throws SQLException {
      return told(
          connection,
          "select variable_value from information_schema.global_status"
              + " where variable_name = 'wsrep_cluster_state_uuid' and variable_value <> ''",
          told -> new StoreIdentity(told, 0));
    }
  },

  /** MariaDB's tables, and its statements but for a few that MySQL reads or plans differently. */
  MYSQL("MySQL", 2) {
    @Override
    boolean asksForLocks() {
      return true;
    }

    @Override
    Object toJdbc(Object value) {
      return wallTime(value);
    }

    @Override
    @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
      return wallTime(rows, column);
    }

    @Override
    void requireDurable(Connection connection, Consumer<String> warn) throws SQLException {
      requireInnodbDurable(connection, warn);
    }

    @Override
    Optional<StoreIdentity> identity(Connection connection) throws SQLException {
      return told(
          connection,
          "select coalesce("
              + "(select nullif(variable_value, '') from performance_schema.global_status"
              + " where variable_name = 'wsrep_cluster_state_uuid'),"
              + " (select nullif(variable_value, '') from performance_schema.global_variables"
              + " where variable_name = 'group_replication_group_name'), @@server_uuid)",
          told -> new StoreIdentity(told, 0));
    }

    @Override
    List<String> folders() {
      return List.of("mysql/", "mariadb/", "");
    }
  },
  SQLITE("SQLite", 1) {
    @Override
    Object toJdbc(Object value) {
      if (value instanceof Instant instant) {
        return SQLITE_TIME.format(instant.atOffset(ZoneOffset.UTC));
      }
      return value instanceof UUID ? value.toString() : value;
    }

    @Override
    @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
      var text = rows.getString(column);
      return text == null ? null : Instant.parse(text);
    }

    @Override
    void requireDurable(Connection connection, Consumer<String> warn) throws SQLException {
      if (!"2".equals(scalar(connection, "pragma synchronous"))) {
        throw new SQLException("SQLite must run with synchronous=FULL");
      }
    }
  },

  /** For a shop's own tests only: H2 says that it has committed before the disk has it. */
  // One writer: there is no disk to wait for.
  H2("H2", 1) {
    // Its parameters have no type of their own, and it has no short name for an array's.
    @Override
    String array(String elementType) {
      return "cast(? as "
          + switch (elementType) {
            case "text" -> "varchar";
            case "int" -> "integer";
            case "bool" -> "boolean";
            case "bytea" -> "varbinary";
            default -> elementType; // bigint, uuid
          }
          + " array)";
    }

    // Where no other dialect's statement differs it takes the common one; the rest of PostgreSQL's
    // it understands.
    @Override
    List<String> folders() {
      return List.of("h2/", "", "postgresql/");
    }

    @Override
    void requireServerStore() {
      throw new IllegalArgumentException(
          "store.url begins with jdbc:h2: – H2 may forget acknowledged notifications in a crash, so"
              + " it serves only a shop's own tests; write jdbc:postgresql:, jdbc:mariadb:,"
              + " jdbc:mysql: or jdbc:sqlite:");
    }

    @Override
    void requireDurable(Connection connection, Consumer<String> warn) {
      warn.accept(
          "the shop's database is H2, which may lose acknowledged notifications in a crash: for"
              + " tests only, use PostgreSQL, MariaDB, MySQL or SQLite where money is real");
    }
  };

  /** After so long a process that stands still inside a transaction has lost it, and its locks. */
  static final Duration FROZEN = Duration.ofSeconds(3);

  // Fixed width, so that text order is time order.
  private static final DateTimeFormatter SQLITE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  // JSON_TABLE whose columns have a collation, by the grammar of MySQL's own tools
  // (MySQLParser.g4 of MySQL Workbench); SKIP LOCKED came before it.
  private static final Runtime.Version MYSQL_FROM = Runtime.Version.parse("8.0.14");

  // JSON_TABLE and SKIP LOCKED.
  private static final Runtime.Version MARIADB_FROM = Runtime.Version.parse("10.6");

  private static final Pattern NUMBERS = Pattern.compile("[1-9]\\d*(?:\\.\\d+){1,2}");

  private final String title;
  private final int writers;

  Dialect(String title, int writers) {
    this.title = title;
    this.writers = writers;
  }

  /** The dialect of a JDBC URL, by its driver: MariaDB's speaks to MySQL too, and the reverse. */
  static Dialect of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return MARIADB;
    }
    if (url.startsWith("jdbc:mysql:")) {
      return MYSQL;
    }
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (url.startsWith("jdbc:h2:")) {
      return H2;
    }
    throw new IllegalArgumentException(
        "store.url must begin with jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
  }

  /**
   * The dialect of the database at the other end, whichever driver speaks to it.
   *
   * @throws IllegalArgumentException if Paybell does not support it, or not in its version, saying
   *     what to use instead
   */
  static Dialect of(Connection connection) throws SQLException {
    var driver = of(connection.getMetaData().getURL());
    return driver == MARIADB || driver == MYSQL
        ? ofServer(
            String.valueOf(scalar(connection, "select concat(version(), ' ', @@version_comment)")))
        : driver;
  }

  /**
   * @param product what the server says it is: its version, and a comment that names those that
   *     only pass for MySQL
   */
  static Dialect ofServer(String product) {
    for (var other : List.of("TiDB", "OceanBase")) {
      if (product.contains(other)) {
        throw new IllegalArgumentException(
            "the database is "
                + other
                + ", which speaks MySQL's protocol but does not keep the row locks that Paybell"
                + " needs; use MySQL, MariaDB or PostgreSQL");
      }
    }
    var dialect = product.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
    var least = dialect == MARIADB ? MARIADB_FROM : MYSQL_FROM;
    var numbers = NUMBERS.matcher(product);
    if (!numbers.lookingAt() || version(numbers.group()).compareToIgnoreOptional(least) < 0) {
      throw new IllegalArgumentException(
          "the database is "
              + dialect.title
              + " "
              + product
              + "; Paybell needs "
              + dialect.title
              + " "
              + least
              + " or later");
    }
    return dialect;
  }

  // Runtime.Version takes no trailing zeros.
  private static Runtime.Version version(String numbers) {
    return Runtime.Version.parse(numbers.replaceFirst("(?:\\.0)+$", ""));
  }

  /** Whether a driver on the class path takes this URL. */
  static boolean hasDriver(String url) {
    return DriverManager.drivers().anyMatch(each -> takes(each, url));
  }

  private static boolean takes(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      // It is a driver for this address, which it does not understand.
      return true;
    }
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** How many transactions may usefully write at once; SQLite has one writing connection. */
  public int writers() {
    return writers;
  }

  /** The folder that holds this dialect's migrations and the statements that only it has. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where a statement's file is looked for, in this order, beside the code that uses it. */
  List<String> folders() {
    return List.of(folder() + "/", "");
  }

  /** What stands in a statement for an array parameter of these elements (PostgreSQL's names). */
  String array(String elementType) {
    return "?";
  }

  /** A value as the driver takes it; a time in microseconds, which is what the columns hold. */
  Object toJdbc(Object value) {
    return value instanceof Instant instant
        ? instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
        : value;
  }

  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    var time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * Refuses a database that may not hold the records of a server.
   *
   * @throws IllegalArgumentException saying why, and what to use instead
   */
  void requireServerStore() {}

  /**
   * Limits, at the beginning of a transaction on a connection of Paybell's own, how long it waits
   * for each lock, and how long others wait for its own while its process stands still. Where that
   * cannot be said of a transaction, the pool says it of its sessions.
   *
   * @param lockWait at least 1 ms
   */
  void limit(Connection connection, Duration lockWait) throws SQLException {}

  /** Whether {@link Rows#lock} asks again and again instead of waiting in the database. */
  boolean asksForLocks() {
    return false;
  }

  /**
   * Which database it is; empty where it does not tell.
   *
   * @throws SQLException if it does not answer, or is a standby
   */
  Optional<StoreIdentity> identity(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Whether a database of this kind is one of several that may be taken for each other. */
  boolean tellsIdentity() {
    return this != SQLITE && this != H2;
  }

  private static Optional<StoreIdentity> told(
      Connection connection, String question, Function<String, StoreIdentity> reading)
      throws SQLException {
    try {
      return Optional.ofNullable(scalar(connection, question)).map(reading);
    } catch (SQLException e) {
      // No such function or variable, or not for this user. Whatever else fails may be another
      // time.
      var state = String.valueOf(e.getSQLState());
      if (state.startsWith("42") || state.equals("0A000")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Warns where the database is set up so that it may forget what it said it had committed. */
  abstract void requireDurable(Connection connection, Consumer<String> warn) throws SQLException;

  // MariaDB and MySQL: datetime columns in UTC, whatever time zone the connection is in.
  private static Object wallTime(Object value) {
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value instanceof UUID ? value.toString() : value;
  }

  private static @Nullable Instant wallTime(ResultSet rows, String column) throws SQLException {
    var time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  private static void requireInnodbDurable(Connection connection, Consumer<String> warn)
      throws SQLException {
    if (!"1".equals(scalar(connection, "select @@innodb_flush_log_at_trx_commit"))) {
      warn.accept(
          "innodb_flush_log_at_trx_commit is not 1: the database may lose acknowledged"
              + " notifications in a crash");
    }
  }

  static @Nullable String scalar(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
