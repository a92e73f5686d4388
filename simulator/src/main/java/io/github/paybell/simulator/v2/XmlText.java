package io.github.paybell.simulator.v2;

import java.util.OptionalInt;

/** What text XML 1.0 can hold: not all, escaped or not. */
final class XmlText {
  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /** The first character that XML does not have, if there is one. */
  static OptionalInt forbidden(String text) {
    return text.codePoints().filter(c -> !isAllowed(c)).findFirst();
  }

  /** The text with a mark in the place of each character that XML does not have. */
  static String readable(String text) {
    return forbidden(text).isEmpty()
        ? text
        : text.codePoints()
            .map(c -> isAllowed(c) ? c : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isAllowed(int c) {
    if (c < ' ') {
      return c == '\t' || c == '\n' || c == '\r';
    }
    return !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && c != 0xFFFE
        && c != 0xFFFF;
  }
}
