package io.github.paybell.engine.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the guards of a store around each commit, and says once in the log what changed. */
final class CommitCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommitCheck.class);

  private final List<StoreGuard> guards;
  private final @Nullable SqliteFiles files;
  private @Nullable String said;

  private CommitCheck(List<StoreGuard> guards, @Nullable SqliteFiles files) {
    this.guards = List.copyOf(guards);
    this.files = files;
  }

  /**
   * For a store of the server's own; before a pool opens it, so that none opens other files.
   *
   * @throws IllegalStateException if it cannot be opened
   */
  static CommitCheck of(StoreOptions options, Dialect driver, List<StoreGuard> given) {
    var guards = new ArrayList<>(given);
    var files = driver == Dialect.SQLITE ? SqliteFiles.hold(options) : null;
    if (files != null) {
      guards.add(files);
    }
    return new CommitCheck(guards, files);
  }

  /** For a shop's database. Its log is not held, and another one after it is no loss. */
  static CommitCheck of(DataSource source, Dialect dialect) throws SQLException {
    if (dialect != Dialect.SQLITE) {
      return new CommitCheck(List.of(), null);
    }
    try (Connection connection = source.getConnection()) {
      return new CommitCheck(
          List.of(SameFiles.of(SqliteFiles.paths(connection).stream().limit(1).toList())), null);
    } catch (IOException e) {
      throw new SQLException("cannot look at the database's file: " + e, e);
    }
  }

  /** Why nothing may be acknowledged; empty: it may. */
  Optional<String> objection() {
    @Nullable String now = null;
    for (var guard : guards) {
      now = guard.objection().orElse(null);
      if (now != null) {
        break;
      }
    }
    say(now);
    return Optional.ofNullable(now);
  }

  /**
   * @throws SQLException that means the store is away
   */
  void require() throws SQLException {
    var objection = objection();
    if (objection.isPresent()) {
      throw new SQLTransientConnectionException(objection.get(), "08006");
    }
  }

  private synchronized void say(@Nullable String now) {
    if (Objects.equals(said, now)) {
      return;
    }
    said = now;
    if (now == null) {
      log.info("the store's files are as they were: notifications are acknowledged again");
    } else {
      log.error(now);
    }
  }

  @Override
  public void close() {
    if (files != null) {
      try {
        files.close();
      } catch (SQLException e) {
        log.debug("a connection was not closed: {}", e.toString());
      }
    }
  }
}
