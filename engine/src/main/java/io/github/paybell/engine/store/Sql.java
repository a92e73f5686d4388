package io.github.paybell.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
public final class Sql {
  private static final Pattern PARAMETER =
      Pattern.compile("(?<!:):([a-z_]+)(?:::([a-z0-9]+)\\[\\])?|--[^\\n]*|'[^']*'");

  /** A place in the statement: which parameter stands there, and of which array type. */
  record Place(int column, @Nullable String arrayType) {}

  final String name;
  final String text;
  final Dialect dialect;
  final List<Place> places = new ArrayList<>();
  final Map<String, Integer> columns = new LinkedHashMap<>();
  final boolean setBased;

  /** Which column takes all rows as JSON; -1: none. */
  final int jsonColumn;

  private Sql(Dialect dialect, String name, String file) {
    this.name = name;
    this.dialect = dialect;
    var statement = new StringBuilder();
    var matcher = PARAMETER.matcher(file);
    boolean arrays = false;
    while (matcher.find()) {
      var parameter = matcher.group(1);
      if (parameter == null) { // a comment or a literal
        matcher.appendReplacement(statement, matcher.group().startsWith("--") ? "" : "$0");
        continue;
      }
      var type = matcher.group(2);
      arrays |= type != null || parameter.equals(ROWS);
      places.add(new Place(columns.computeIfAbsent(parameter, p -> columns.size()), type));
      matcher.appendReplacement(statement, type == null ? "?" : dialect.array(type));
    }
    text = matcher.appendTail(statement).toString().strip();
    setBased = arrays;
    jsonColumn = columns.getOrDefault(ROWS, -1);
  }

  static final String ROWS = "rows";

  private static final String ENGINE = "io.github.paybell.engine";

  /**
   * Reads a statement.
   *
   * @param room a class of the package whose statement it is
   * @throws IllegalStateException if the dialect has no such file: a defect of the build
   */
  public static Sql load(Class<?> room, Store store, String name) {
    var file = file(room.getPackageName(), store.dialect(), name);
    if (file == null) {
      throw new IllegalStateException(
          "no statement "
              + name
              + " for "
              + store.dialect().folder()
              + " beside "
              + room.getName());
    }
    return new Sql(store.dialect(), name, file);
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
