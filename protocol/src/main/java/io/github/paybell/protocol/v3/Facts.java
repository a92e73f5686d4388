package io.github.paybell.protocol.v3;

/** What must hold of the members that name and price a thing, whoever builds the record. */
final class Facts {

  // Documented maxima are 32 and 36; the double leaves room for WeChat, not for a hostile text.
  private static final int MAX_KEY = 64;

  private Facts() {}

  static void requireKey(String member, String value) {
    if (value.isEmpty() || value.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          member + " must have 1 to " + MAX_KEY + " characters, has " + value.length());
    }
  }

  static void requireFen(String member, long fen) {
    if (fen < 0) {
      throw new IllegalArgumentException(member + " must be >= 0 fen");
    }
  }
}
