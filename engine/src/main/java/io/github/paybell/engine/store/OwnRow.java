package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This replica's row: written to find out whether the store takes writes. Nothing else locks it, so
 * a locked order does not hold it up. Thread-safe.
 */
final class OwnRow {
  // A replica writes at least once an hour.
  private static final Duration GONE = Duration.ofDays(1);

  // Below the time after which a write that does not return counts as one that failed.
  private static final int LONGEST_SECONDS = 2;

  // Some pages of any database, as rows that stand whole in them, as most notifications do.
  private static final int FILLING_ROWS = 64;
  private static final int FILLING_BYTES = 1_500;

  private final Transactions writes;
  private final Clock clock;
  private final UUID id;
  private final Instant startedAt;
  private final boolean cancels;
  private final Sql write;
  private final Sql insert;
  private final Sql gone;
  private final Sql delete;
  private final @Nullable Sql takeRoom;

  /**
   * @param cancels whether a commit of PostgreSQL's that does not return is to be cancelled; not
   *     where a firewall before the database may not know the statement
   */
  OwnRow(Dialect dialect, Transactions writes, boolean cancels, Clock clock) {
    this.writes = writes;
    this.clock = clock;
    startedAt = clock.instant();
    id = Ids.at(startedAt.toEpochMilli());
    this.cancels = cancels && dialect == Dialect.POSTGRESQL;
    write = Sql.load(OwnRow.class, dialect, "write_replica");
    insert = Sql.load(OwnRow.class, dialect, "insert_replica");
    gone = Sql.load(OwnRow.class, dialect, "gone_replicas");
    delete = Sql.load(OwnRow.class, dialect, "delete_replica");
    // SQLite's log grows with each write.
    takeRoom = dialect == Dialect.SQLITE ? null : Sql.load(OwnRow.class, dialect, "take_room");
  }

  /**
   * Writes the row and commits; makes it where it is not there.
   *
   * @param takesRoom whether to write besides, and not to keep, what takes room on the disk
   */
  void write(boolean takesRoom) throws SQLException {
    writes.run(
        connection -> {
          if (takesRoom && takeRoom != null) {
            fill(connection, takeRoom);
          }
          var now = clock.instant();
          if (write.rows().set("id", id).set("written_at", now).execute(connection) == 0) {
            insert
                .rows()
                .set("id", id)
                .set("started_at", startedAt)
                .set("written_at", now)
                .execute(connection);
          }
          if (cancels) {
            commit(connection);
          }
          return now;
        });
  }

  // An updated row may fit into a page that is there, and be committed on a full disk.
  private void fill(Connection connection, Sql filling) throws SQLException {
    var before = connection.setSavepoint();
    var now = clock.instant();
    for (int i = 0; i < FILLING_ROWS; i++) {
      var row = Ids.at(now.toEpochMilli());
      filling
          .rows()
          .set("id", row)
          .set("dedupe_key", "room:" + row)
          .set("raw", new byte[FILLING_BYTES])
          .set("now", now)
          .execute(connection);
    }
    connection.rollback(before);
  }

  // One that waits for a standby goes on waiting when the connection has ended, and each second
  // another would join it: it is told to give up, which it does with a warning.
  private static void commit(Connection connection) throws SQLException {
    try (var commit = connection.createStatement()) {
      commit.setQueryTimeout(LONGEST_SECONDS);
      commit.execute("commit");
      CommitWarnings.requireNone(commit.getWarnings());
    }
  }

  /** Deletes the rows of replicas that are gone, each by itself. */
  void tidy() throws SQLException {
    for (var other : writes.run(this::gone)) {
      writes.run(connection -> delete.rows().set("id", other).execute(connection));
    }
  }

  private List<UUID> gone(Connection connection) throws SQLException {
    return gone.rows()
        .set("before", clock.instant().minus(GONE))
        .query(connection, row -> row.mustUuid("id"));
  }
}
