package io.github.paybell.protocol.v3;

import org.jspecify.annotations.Nullable;

/** What must hold of the members that name and price a thing, wherever the record is built. */
final class Facts {

  // Documented maxima are 32 and 64.
  private static final int MAX_KEY = 64;

  private Facts() {}

  static void requireKey(String member, String value) {
    if (!isKey(value, MAX_KEY)) {
      throw new IllegalArgumentException(
          member + " must have 1 to " + MAX_KEY + " printable ASCII characters");
    }
  }

  /** Whether it is printable ASCII of at most so many characters, and not empty. */
  static boolean isKey(String value, int characters) {
    if (value.isEmpty() || value.length() > characters) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  static void requireFen(String member, @Nullable Long fen) {
    if (fen != null && fen < 0) {
      throw new IllegalArgumentException(member + " must be >= 0 fen");
    }
  }
}
