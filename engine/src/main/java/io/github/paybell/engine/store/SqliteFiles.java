package io.github.paybell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The files of a SQLite database, held open by a connection of their own: the last connection
 * deletes the log, and those of the pools come and go.
 */
final class SqliteFiles implements StoreGuard, AutoCloseable {
  private final Connection held;
  private final SameFiles files;

  private SqliteFiles(Connection held, SameFiles files) {
    this.held = held;
    this.files = files;
  }

  /**
   * Opens the database, and makes it if need be.
   *
   * @throws IllegalStateException if it cannot be opened
   */
  static SqliteFiles hold(StoreOptions options) {
    var journal = new Properties();
    journal.setProperty("journal_mode", "WAL");
    create(options.url());
    try {
      var held = DriverManager.getConnection(options.url(), journal);
      try {
        // The log is opened by the first statement that reads a table.
        Dialect.scalar(held, "select count(*) from sqlite_master");
        var paths = paths(held);
        for (var path : paths) {
          OwnerOnly.tighten(path);
        }
        return new SqliteFiles(held, SameFiles.of(paths));
      } catch (SQLException | IOException e) {
        held.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(
          "cannot open the store " + options + ": " + e.getMessage(), e);
    }
  }

  // SQLite would make it for all to read; the log and its index take its mode.
  private static void create(String url) {
    var name = url.substring("jdbc:sqlite:".length()).replaceFirst("\\?.*", "");
    if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
      return;
    }
    try {
      var file = Path.of(name);
      Files.createFile(file, OwnerOnly.file(file));
    } catch (IOException e) {
      // It is there, or SQLite says why it cannot be.
    }
  }

  /** Which files a database has now: itself, its log and the log's index; none: it is in memory. */
  static List<Path> paths(Connection connection) throws SQLException {
    var file =
        Dialect.scalar(connection, "select file from pragma_database_list where name = 'main'");
    return file == null || file.isEmpty()
        ? List.of()
        : Stream.of("", "-wal", "-shm")
            .map(end -> Path.of(file + end))
            .filter(Files::exists)
            .toList();
  }

  @Override
  public Optional<String> objection() {
    return files.objection();
  }

  @Override
  public void close() throws SQLException {
    held.close();
  }
}
