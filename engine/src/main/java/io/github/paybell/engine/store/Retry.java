package io.github.paybell.engine.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells what a failed transaction means: meet again (another transaction was in the way), a row is
 * locked by one that goes on, the store is away, or the row itself cannot be written.
 */
public final class Retry {
  /** Enough for any crowd that row locks let through one by one; with the pauses, some 0.3 s. */
  private static final int ATTEMPTS = 12;

  // Two that deadlock and begin again at once may meet again for ever: they part at random.
  private static final int LONGEST_PAUSE_MILLIS = 50;

  private Retry() {}

  /** A transaction that may be run again from its beginning. */
  public interface Transaction<T> {
    T run() throws SQLException;
  }

  /** What a failure means for the next attempt. */
  enum Meaning {
    CONFLICT,
    LOCKED,
    AWAY,
    BROKEN
  }

  /**
   * Runs a transaction, again where another one was in the way: deadlock, serialisation, a unique
   * key taken meanwhile; also where a shop's own code or transaction manager met it, and says so in
   * an exception of its own kind with the database's as its cause. One that waited in vain for a
   * lock has waited enough, and fails.
   */
  public static <T> T conflicts(Transaction<T> transaction) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.run();
      } catch (SQLException | RuntimeException e) {
        if (attempt == ATTEMPTS || meaning(e) != Meaning.CONFLICT) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  static void pause(int attempt) {
    if (attempt > 1) {
      int longest = attempt > 5 ? LONGEST_PAUSE_MILLIS : 1 << attempt;
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(longest) + 1L));
    }
  }

  /** Whether a transaction failed because the store is away. */
  public static boolean away(Throwable failure) {
    return meaning(failure) == Meaning.AWAY;
  }

  /**
   * Whether a transaction failed because the database refuses what it was asked, and always will.
   */
  public static boolean refused(Throwable failure) {
    if (meaning(failure) != Meaning.BROKEN) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // One without either is of the driver or the pool: the database was not asked.
      if (cause instanceof SQLException e && (e.getSQLState() != null || e.getErrorCode() != 0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a transaction waited in vain for a row that another one has locked. */
  public static boolean locked(Throwable failure) {
    return meaning(failure) == Meaning.LOCKED;
  }

  /** Whether it is the database that failed, and not the work in its transaction. */
  static boolean ofDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  static Meaning meaning(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        var meaning = of(e);
        if (meaning != Meaning.BROKEN) {
          return meaning;
        }
      }
    }
    return Meaning.BROKEN;
  }

  /**
   * Whether the node at the other end takes no writes while the connection is sound: it has become
   * a secondary, or stands outside of its cluster.
   */
  static boolean refusesWrites(SQLException e) {
    return switch (e.getErrorCode()) {
      // --read-only or --super-read-only, read-only mode (MySQL, MariaDB); not prepared (Galera).
      case 1290, 1836, 1047 -> true;
      default -> "25006".equals(e.getSQLState()); // read_only_sql_transaction (PostgreSQL)
    };
  }

  /** Whether the disk has no room for what was to be written; what takes none may be. */
  static boolean noRoom(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && noRoom(e)) {
        return true;
      }
    }
    return false;
  }

  private static boolean noRoom(SQLException e) {
    // disk_full (PostgreSQL)
    if ("53100".equals(e.getSQLState())) {
      return true;
    }
    int code = e.getErrorCode();
    // Disk full (SQLite; MySQL, MariaDB), table full (MySQL, MariaDB).
    return code == 13 || code == 1021 || code == 1114;
  }

  /** Whether PostgreSQL lacks a prepared statement, or has it already: it was another session's. */
  static boolean ofAnotherSession(SQLException e) {
    return "26000".equals(e.getSQLState()) || "42P05".equals(e.getSQLState());
  }

  private static Meaning of(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    int code = e.getErrorCode();
    if (refusesWrites(e) || ofAnotherSession(e) || noRoom(e)) {
      return Meaning.AWAY;
    }
    if (e instanceof java.sql.SQLTransientConnectionException
        || e instanceof java.sql.SQLNonTransientConnectionException
        || e instanceof java.sql.SQLRecoverableException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")) {
      return Meaning.AWAY;
    }
    // SQLite's result codes; the other drivers' codes are 0 or above 1000.
    switch (code) {
      case 6, 19: // locked (by this process), constraint
        return Meaning.CONFLICT;
      // Busy: another program has had its one lock for as long as we wait. A snapshot that is too
      // old to write on, which is reported as busy too, is another matter.
      case 5:
        return String.valueOf(e.getMessage()).contains("SQLITE_BUSY_SNAPSHOT")
            ? Meaning.CONFLICT
            : Meaning.AWAY;
      case 8, 10, 13, 14: // read-only, I/O error, disk full, cannot open
        return Meaning.AWAY;
      // H2's codes, which are its own states too; it reports deadlock and unique as the others do.
      case 50200, 90131: // lock wait, changed since read
        return Meaning.CONFLICT;
      case 90028, 90031, 90067, 90098, 90100: // I/O error twice, disconnected, closed, disk full
        return Meaning.AWAY;
      default:
        break;
    }
    // 55P03 lock not available, 57014 statement_timeout, by which the role may limit what a
    // statement waits for (PostgreSQL); 1205 lock wait (MySQL, MariaDB), 3572 nowait (MySQL)
    if (state.equals("55P03") || state.equals("57014") || code == 1205 || code == 3572) {
      return Meaning.LOCKED;
    }
    // 40001 serialisation, 40P01 deadlock (PostgreSQL), 23505 unique (PostgreSQL); 1062 unique,
    // 1213 deadlock, 1020 changed since read (MariaDB); 1180 and 3101: another node was first, said
    // at the commit (Galera, Group Replication)
    return state.equals("40001")
            || state.equals("40P01")
            || state.equals("23505")
            || code == 1062
            || code == 1213
            || code == 1020
            || code == 1180
            || code == 3101
        ? Meaning.CONFLICT
        : Meaning.BROKEN;
  }
}
