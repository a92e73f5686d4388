package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.CachingSha2;
import io.github.paybell.engine.store.RefusedStatementException;
import io.github.paybell.settings.SettingsException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why the shop's database cannot be used, from what it said. */
final class DatabaseProblem {
  // "command denied", "access denied to database", "access denied; you need" of MariaDB and MySQL
  private static final Set<Integer> DENIED = Set.of(1142, 1044, 1227);

  // Of MariaDB and MySQL, and of H2
  private static final Set<Integer> THERE = Set.of(1050, 42101);

  // "undefined table" of PostgreSQL; of MariaDB and MySQL; of H2, twice
  private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  static final String NO_FOLDER =
      "The shop's SQLite file cannot be opened: its folder is not there, or the user of this"
          + " process may not write in it.";
  static final String MAKE_FOLDER =
      "Make the folder that spring.datasource.url names; SQLite makes the file only.";

  private DatabaseProblem() {}

  /** Whether this is SQLite's driver, which could neither open a file nor make it. */
  static boolean isFolderMissing(SQLException said) {
    var message = String.valueOf(said.getMessage());
    return message.startsWith("path to '") || message.startsWith("[SQLITE_CANTOPEN");
  }

  /**
   * @param migrate whether Paybell was to make its tables
   */
  static SettingsException of(Exception failure, boolean migrate) {
    if (failure instanceof SettingsException said) {
      return said;
    }
    var cure = CachingSha2.cure(failure);
    if (cure.isPresent()) {
      return new SettingsException(
          "The shop's database does not let its user in.", cure.get() + ".", failure);
    }
    var why = database(failure);
    if (why == null) {
      return unusable(failure.getClass().getSimpleName(), failure);
    }
    var state = why.getSQLState() == null ? "" : why.getSQLState();
    var message = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
    if (!migrate && (NO_TABLE.contains(state) || message.contains("no such table"))) {
      return new SettingsException(
          "Paybell's tables are not in the shop's database, or not all of them, and"
              + " paybell.schema=none leaves them to you.",
          "Run the SQL files V*.sql of paybell-engine.jar, folder"
              + " io/github/paybell/engine/store/, or set paybell.schema=migrate.",
          failure);
    }
    if (failure instanceof RefusedStatementException) {
      return new SettingsException(
          String.valueOf(failure.getMessage()),
          "Use MySQL, MariaDB, PostgreSQL or SQLite of a version that Paybell is tested with, and"
              + " tables of this version: paybell.schema=migrate makes them.",
          failure);
    }
    if (state.equals("42501") || DENIED.contains(why.getErrorCode())) {
      return new SettingsException(
          "The user of the shop's database may not make or change Paybell's tables.",
          "Grant it the right to create, alter, index and drop tables of this schema while the shop"
              + " starts, or let a DBA run the SQL files V*.sql of paybell-engine.jar, folder"
              + " io/github/paybell/engine/store/, and set paybell.schema=none.",
          failure);
    }
    if (state.equals("42P07")
        || THERE.contains(why.getErrorCode())
        || message.contains("already exists")) {
      return new SettingsException(
          "Some of Paybell's tables are in the shop's database, and paybell_schema_history does not"
              + " know of them: the SQL files were run by hand.",
          "Set paybell.schema=none, which leaves the tables to those who made them; or, if nothing"
              + " is kept in them yet, drop them.",
          failure);
    }
    if (isFolderMissing(why)) {
      return new SettingsException(NO_FOLDER, MAKE_FOLDER, failure);
    }
    return unusable(
        "SQLState " + why.getSQLState() + ", " + why.getClass().getSimpleName(), failure);
  }

  private static SettingsException unusable(String what, Exception failure) {
    return new SettingsException(
        "The shop's database cannot be used by Paybell (" + what + ").",
        "Look at the cause below; the user needs the right to make and change the paybell_ tables,"
            + " unless paybell.schema=none.",
        failure);
  }

  private static @Nullable SQLException database(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException said) {
        return said;
      }
    }
    return null;
  }
}
