package io.github.paybell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cheap look at the database that tells whether it may have stopped to take writes: it is
 * read-only, or its disk is full. Not more than a doubt: a user with rights may write to a
 * read-only MySQL. Thread-safe.
 */
final class Look {
  private static final Set<String> OFF = Set.of("off", "0");

  /** A notification and its body, with what SQLite writes besides. */
  static final long ROOM_BYTES = 4L << 20;

  private final Transactions reads;
  private final Optional<Sql> readOnly;
  private final @Nullable Path file;
  private final long room;

  /**
   * @param room bytes that must be free where SQLite keeps its file
   */
  Look(Dialect dialect, Transactions reads, long room) throws SQLException {
    this.reads = reads;
    this.room = room;
    readOnly = Sql.find(dialect, "store/read_only");
    file = dialect == Dialect.SQLITE ? reads.run(Look::file).orElse(null) : null;
  }

  private static Optional<Path> file(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma database_list")) {
      var name = rows.next() ? rows.getString("file") : "";
      return name == null || name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    }
  }

  /**
   * Whether the store may take no writes.
   *
   * @throws SQLException if it does not answer
   */
  boolean doubts() throws SQLException {
    if (file != null) {
      return isFullOrReadOnly(file);
    }
    if (readOnly.isEmpty()) {
      return false;
    }
    var question = readOnly.get();
    return reads.run(
        connection ->
            !OFF.contains(
                question
                    .rows()
                    .first(connection, row -> row.mustText("transaction_read_only"))
                    .orElse("off")
                    .toLowerCase(Locale.ROOT)));
  }

  /**
   * For SQLite, whose log has room for a row long after it has none for a group of notifications.
   *
   * @throws SQLException if a disk that was full has no more room than that
   */
  void requireRoom() throws SQLException {
    if (file != null && isFullOrReadOnly(file)) {
      throw new SQLException(
          "less than " + room / (1 << 20) + " MiB are free where the database's file is");
    }
  }

  private boolean isFullOrReadOnly(Path file) {
    try {
      return !Files.isWritable(file) || Files.getFileStore(file).getUsableSpace() < room;
    } catch (IOException e) {
      return true;
    }
  }
}
