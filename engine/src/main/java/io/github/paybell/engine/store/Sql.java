package io.github.paybell.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement, read from its file beside the code that uses it: {@code
 * <package>/<dialect>/<name>.sql}, or {@code <package>/<name>.sql} where all dialects agree (H2,
 * which has few of its own, reads PostgreSQL's besides, and MySQL MariaDB's). Immutable and
 * thread-safe.
 *
 * <p>Parameters are named. {@code :name} takes one value; {@code :name::type[]} (PostgreSQL, H2)
 * takes the whole column of the rows handed in; {@code :rows} (SQLite, MariaDB, MySQL) takes all
 * rows as one JSON array of objects. So the same rows run as one set-based statement on PostgreSQL
 * and as one JDBC batch elsewhere, and the code that fills them does not know which.
 */
public final class Sql extends SqlText {
  private Sql(Dialect dialect, String name, String file) {
    super(dialect, name, file);
  }

  private static final String ENGINE = "io.github.paybell.engine";

  /**
   * Reads a statement.
   *
   * @param room a class of the package whose statement it is
   * @throws IllegalStateException if the dialect has no such file: a defect of the build
   */
  public static Sql load(Class<?> room, SqlTarget store, String name) {
    return load(room, store.dialect(), name);
  }

  static Sql load(Class<?> room, Dialect dialect, String name) {
    var file = file(room.getPackageName(), dialect, name);
    if (file == null) {
      throw new IllegalStateException(
          "no statement " + name + " for " + dialect.folder() + " beside " + room.getName());
    }
    return new Sql(dialect, name, file);
  }

  /**
   * Reads a statement where the dialect has it.
   *
   * @param name after its room's: {@code ledger/look}
   */
  static Optional<Sql> find(Dialect dialect, String name) {
    var room = ENGINE + "." + name.substring(0, name.indexOf('/'));
    var file = file(room, dialect, name.substring(name.indexOf('/') + 1));
    return Optional.ofNullable(file).map(found -> new Sql(dialect, name, found));
  }

  /** Begins to fill the statement's parameters. */
  public Rows rows() {
    return new Rows(this);
  }

  private static @Nullable String file(String room, Dialect dialect, String name) {
    for (var folder : dialect.folders()) {
      var path = "/" + room.replace('.', '/') + "/" + folder + name + ".sql";
      try (var in = Sql.class.getResourceAsStream(path)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return null;
  }
}
