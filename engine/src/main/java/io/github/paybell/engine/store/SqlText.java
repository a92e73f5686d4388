package io.github.paybell.engine.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement as JDBC takes it, and which parameter stands at which of its places. */
abstract class SqlText {
  private static final Pattern PARAMETER =
      Pattern.compile("(?<!:):([a-z_]+)(?:::([a-z0-9]+)\\[\\])?|--[^\\n]*|'[^']*'");

  private static final String ROWS = "rows";

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

  SqlText(Dialect dialect, String name, String file) {
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
}
