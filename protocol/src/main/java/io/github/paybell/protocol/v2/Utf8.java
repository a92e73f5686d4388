package io.github.paybell.protocol.v2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * The offset of the first byte that starts no well-formed character, or -1 if all are
   * well-formed.
   */
  static int firstMalformed(byte[] bytes, int from, int to) {
    int at = skipAscii(bytes, from, to);
    while (at < to) {
      int length = wellFormedLength(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
      if (at < to && bytes[at] >= 0) {
        at = skipAscii(bytes, at, to);
      }
    }
    return -1;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 32 <= to
        && (((long) LONGS.get(bytes, at)
                    | (long) LONGS.get(bytes, at + 8)
                    | (long) LONGS.get(bytes, at + 16)
                    | (long) LONGS.get(bytes, at + 24))
                & HIGH_BITS)
            == 0) {
      at += 32;
    }
    while (at + 8 <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += 8;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Length of the character at a non-ASCII byte; 0 if malformed (Unicode 15, table 3-7). */
  private static int wellFormedLength(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
