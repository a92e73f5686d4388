package io.github.paybell.engine.log;

import org.jspecify.annotations.Nullable;

/**
 * One line of the log: what happened, then {@code key=value} pairs. A value is cut at {@link
 * #LONGEST} characters, control characters and line breaks in it become {@code ?}, and it stands in
 * quotes where it has spaces; {@code -} stands for none. Not thread-safe.
 */
public final class LogLine {
  /** Characters of a value, at most. */
  public static final int LONGEST = 256;

  private final StringBuilder text = new StringBuilder(320);

  private LogLine(String what) {
    text.append(what);
  }

  /**
   * Begins a line.
   *
   * @param what happened; ours, so it is written as it is
   */
  public static LogLine of(String what) {
    return new LogLine(what);
  }

  /** Adds a number. */
  public LogLine with(String key, long value) {
    text.append(' ').append(key).append('=').append(value);
    return this;
  }

  /** Adds a value from wherever it comes. */
  public LogLine with(String key, @Nullable String value) {
    text.append(' ').append(key).append('=');
    if (value == null) {
      text.append('-');
      return this;
    }
    int length = Math.min(value.length(), LONGEST);
    if (isBare(value, length)) {
      text.append(value, 0, length);
    } else {
      text.append('"');
      for (int i = 0; i < length; i++) {
        text.append(harmless(value.charAt(i)));
      }
      text.append('"');
    }
    if (length < value.length()) {
      text.append('…');
    }
    return this;
  }

  private static boolean isBare(String value, int length) {
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '=') {
        return false;
      }
    }
    return length > 0;
  }

  private static char harmless(char c) {
    return switch (Character.getType(c)) {
      // Format characters turn the direction of what follows; the separators end a line for some.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          '?';
      default -> c == '"' ? '\'' : c;
    };
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
