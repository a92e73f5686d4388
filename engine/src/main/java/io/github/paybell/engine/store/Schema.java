package io.github.paybell.engine.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date before anything else uses them. A start that is cut off in between
 * begins again: PostgreSQL and SQLite have undone what was not whole, MariaDB's and MySQL's
 * statements from version 4 on may be run twice. Several servers that start together wait for the
 * one that is at it.
 */
final class Schema {
  private static final Logger log = LoggerFactory.getLogger(Schema.class);

  // From here on each statement may be run again.
  private static final int FIRST_REPEATABLE = 4;

  // One a second: as long as millions of rows take, and more.
  private static final int LOCK_TRIES = 1_800;

  private static final String LOCK_OF_TRANSACTION = "flyway.postgresql.transactional.lock";

  private static final Set<MigrationState> STANDING =
      EnumSet.of(MigrationState.SUCCESS, MigrationState.BASELINE);

  private final FluentConfiguration flyway;
  private final Dialect dialect;

  /** Over connections that another owns. */
  Schema(DataSource source, Dialect dialect) {
    this(Flyway.configure().dataSource(source), dialect);
  }

  /**
   * Over connections of its own: those of the pools give a statement up after 10 s, and an index
   * over millions of rows takes longer.
   */
  Schema(StoreOptions options, Dialect dialect, @Nullable KnownStore known) {
    this(connections(options, known), dialect);
  }

  private static FluentConfiguration connections(StoreOptions options, @Nullable KnownStore known) {
    var login = new Properties();
    if (options.username() != null) {
      login.setProperty("user", options.username());
    }
    if (options.password() != null) {
      login.setProperty("password", options.password());
    }
    var nodes = Nodes.each(options.url());
    if (PostgresConnections.takes(options.url())) {
      login.setProperty("prepareThreshold", "0");
      nodes =
          known == null ? List.of(Nodes.writing(options.url())) : Nodes.alternatives(options.url());
    } else if (nodes.size() == 1 && known == null) {
      return Flyway.configure().dataSource(options.url(), options.username(), options.password());
    }
    return Flyway.configure().dataSource(new WritingNode(nodes, login, known));
  }

  private Schema(FluentConfiguration connections, Dialect dialect) {
    this.dialect = dialect;
    flyway =
        connections
            .locations("classpath:io/github/paybell/engine/store/" + dialect.folder())
            .table("paybell_schema_history")
            // The tables may live in the shop's own schema, which is then not empty.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .lockRetryCount(LOCK_TRIES)
            // SQLite answers its changes of a table with rows that read like errors.
            .outputQueryResults(false)
            .configuration(Map.of(LOCK_OF_TRANSACTION, "false"));
  }

  /**
   * Does what is to be done, which is nothing at most starts.
   *
   * @throws RuntimeException if the database cannot be reached or a statement fails
   */
  void migrate(Callback... watching) {
    // Each question to Flyway is a new connection and a look at all that is there.
    var info = load().info();
    if (stands(info.all())) {
      return;
    }
    if (dialect == Dialect.POSTGRESQL && pooled()) {
      // A session's lock would be taken in one session, and kept there for ever.
      flyway.configuration(Map.of(LOCK_OF_TRANSACTION, "true"));
    }
    if (cutOff(info.all())) {
      log.warn("the last start was cut off while it changed the schema: going on");
      load().repair();
      info = load().info();
    }
    var current = info.current();
    var pending = info.pending();
    // Into an empty database nothing takes long; and what is wrong, Flyway's migrate says best.
    boolean old = current != null && !current.getVersion().getMajorAsString().equals("0");
    if (!old || pending.length == 0) {
      flyway.callbacks(watching);
      load().migrate();
      return;
    }
    log.info(
        "changing the schema from version {} to {}; with millions of rows this takes minutes, and"
            + " no notification is taken meanwhile. If it is cut off, the next start goes on",
        current.getVersion(),
        pending[pending.length - 1].getVersion());
    var progress = new SchemaProgress();
    var all = Arrays.copyOf(watching, watching.length + 1);
    all[watching.length] = progress;
    flyway.callbacks(all);
    load().migrate();
    progress.done();
  }

  private Flyway load() {
    var loaded = flyway.load();
    // Loading is what forgets it: a Flyway of the shop's has its own log again.
    LogFactory.setLogCreator(named -> new FlywayLog(LoggerFactory.getLogger(named)));
    return loaded;
  }

  private boolean pooled() {
    try (var connection = flyway.getDataSource().getConnection()) {
      return PostgresSession.pooled(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at the database: " + e.getMessage(), e);
    }
  }

  /** Whether the database has all of our migrations, as they are, and no others. */
  private static boolean stands(MigrationInfo[] all) {
    return all.length > 0
        && Arrays.stream(all)
            .allMatch(
                each ->
                    STANDING.contains(each.getState())
                        && each.isChecksumMatching()
                        && each.isDescriptionMatching()
                        && each.isTypeMatching());
  }

  /**
   * Where each statement commits by itself Flyway refuses to go on after one that failed, because
   * it cannot know that they may be repeated.
   */
  private boolean cutOff(MigrationInfo[] all) {
    var failed =
        Arrays.stream(all).filter(each -> each.getState() == MigrationState.FAILED).toList();
    return (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL)
        && !failed.isEmpty()
        && failed.stream()
            .allMatch(each -> each.getVersion().getMajor().intValueExact() >= FIRST_REPEATABLE);
  }
}
