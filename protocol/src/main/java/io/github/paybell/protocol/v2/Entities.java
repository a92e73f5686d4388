package io.github.paybell.protocol.v2;

/**
 * The five named and the numeric character references of XML. There are no others: a document type
 * is refused, so nothing can define one.
 */
final class Entities {
  /**
   * The longest useful reference has ten bytes; a few leading zeros are fine, a kilobyte of them is
   * not.
   */
  private static final int LONGEST = 16;

  private Entities() {}

  /** The offset of the semicolon that ends the reference at {@code at}, or -1. */
  static int end(byte[] b, int at, int end) {
    int limit = Math.min(at + LONGEST, end);
    for (int i = at + 1; i < limit; i++) {
      if (b[i] == ';') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Writes the character of the reference {@code b[at..semicolon]} to {@code b[out]} as UTF-8.
   *
   * @return its length in bytes, 0 if the reference is unknown or no character of XML 1.0
   */
  static int decode(byte[] b, int at, int semicolon, int out) {
    int codePoint = b[at + 1] == '#' ? number(b, at + 2, semicolon) : named(b, at + 1, semicolon);
    if (!isXmlCharacter(codePoint)) {
      return 0;
    }
    if (codePoint < 0x80) {
      b[out] = (byte) codePoint;
      return 1;
    }
    if (codePoint < 0x800) {
      b[out] = (byte) (0xc0 | (codePoint >> 6));
      b[out + 1] = (byte) (0x80 | (codePoint & 0x3f));
      return 2;
    }
    if (codePoint < 0x10000) {
      b[out] = (byte) (0xe0 | (codePoint >> 12));
      b[out + 1] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
      b[out + 2] = (byte) (0x80 | (codePoint & 0x3f));
      return 3;
    }
    b[out] = (byte) (0xf0 | (codePoint >> 18));
    b[out + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    b[out + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    b[out + 3] = (byte) (0x80 | (codePoint & 0x3f));
    return 4;
  }

  private static int named(byte[] b, int from, int to) {
    return switch (to - from) {
      case 2 -> b[from + 1] != 't' ? -1 : b[from] == 'l' ? '<' : b[from] == 'g' ? '>' : -1;
      case 3 -> b[from] == 'a' && b[from + 1] == 'm' && b[from + 2] == 'p' ? '&' : -1;
      case 4 -> {
        if (b[from] == 'q' && b[from + 1] == 'u' && b[from + 2] == 'o' && b[from + 3] == 't') {
          yield '"';
        }
        yield b[from] == 'a' && b[from + 1] == 'p' && b[from + 2] == 'o' && b[from + 3] == 's'
            ? '\''
            : -1;
      }
      default -> -1;
    };
  }

  private static int number(byte[] b, int from, int to) {
    boolean hex = b[from] == 'x';
    int radix = hex ? 16 : 10;
    int start = hex ? from + 1 : from;
    if (start >= to) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < to; i++) {
      int digit = b[i] < 0 ? -1 : Character.digit(b[i], radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
      if (value > Character.MAX_CODE_POINT) {
        return -1;
      }
    }
    return value;
  }

  /** XML 1.0, production 2. */
  private static boolean isXmlCharacter(int c) {
    return (c >= 0x20 && c <= 0xd7ff)
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
  }
}
