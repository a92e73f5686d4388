package io.github.paybell.engine.store;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns one column of rows into an array of the element type that PostgreSQL's driver sends in
 * binary.
 */
final class PgColumn {
  private PgColumn() {}

  static Object[] of(String type, List<@Nullable Object[]> rows, int column) {
    IntFunction<Object[]> make =
        switch (type) {
          case "text" -> String[]::new;
          case "int" -> Integer[]::new;
          case "bigint" -> Long[]::new;
          case "bool" -> Boolean[]::new;
          case "bytea" -> byte[][]::new;
          case "uuid" -> java.util.UUID[]::new;
          default -> throw new IllegalStateException("no array type " + type);
        };
    var values = make.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[column];
    }
    return values;
  }
}
