package io.github.paybell.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * Rows as one JSON array of flat objects, for json_each (SQLite) and JSON_TABLE (MariaDB, MySQL).
 */
final class JsonRows {
  private final StringBuilder text = new StringBuilder("[");
  private boolean open;
  private boolean first;

  void add() {
    close();
    text.append(text.length() == 1 ? "{" : ",{");
    open = true;
    first = true;
  }

  void set(String name, @Nullable Object value) {
    if (!first) {
      text.append(',');
    }
    first = false;
    text.append('"').append(name).append("\":");
    if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      string(value.toString());
    }
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20) {
        text.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private void close() {
    if (open) {
      text.append('}');
      open = false;
    }
  }

  @Override
  public String toString() {
    close();
    return text + "]";
  }
}
