package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/** Leaves out what cannot be stored, where nothing hangs on it. */
final class Fit {
  private Fit() {}

  /** An amount that is not negative, or null. */
  static @Nullable Long fen(@Nullable Long fen) {
    return fen == null || fen < 0 ? null : fen;
  }

  /**
   * Text of at most so many characters that every store and JSON can hold, or null: without NUL,
   * without half a surrogate pair. Empty is none.
   */
  static @Nullable String text(@Nullable String text, int characters) {
    if (text == null || text.isEmpty() || text.length() > characters) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        return null;
      }
      if (Character.isSurrogate(c)) {
        boolean whole =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!whole) {
          return null;
        }
        i++;
      }
    }
    return text;
  }
}
