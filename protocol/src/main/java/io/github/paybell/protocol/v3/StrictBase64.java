package io.github.paybell.protocol.v3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Standard Base64 in its one canonical spelling: padded, and nothing hidden in the last character's
 * unused bits. So no changed character decodes to the same bytes, and no input throws.
 */
final class StrictBase64 {

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private StrictBase64() {}

  /** The bytes that this range of ASCII spells, or null if it is not canonical Base64. */
  static byte @Nullable [] decode(byte[] ascii, int from, int to) {
    if ((to - from) % 4 != 0 || !canonicalEnd(ascii, from, to)) {
      return null;
    }
    try {
      ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(ascii, from, to - from));
      byte[] bytes = decoded.array();
      return decoded.remaining() == bytes.length ? bytes : Arrays.copyOf(bytes, decoded.limit());
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static boolean canonicalEnd(byte[] ascii, int from, int to) {
    if (to == from || ascii[to - 1] != '=') {
      return true;
    }
    // One pad leaves two unused bits in the character before it, two pads leave four.
    boolean two = ascii[to - 2] == '=';
    byte last = ascii[two ? to - 3 : to - 2];
    return last >= 0 && VALUES[last] >= 0 && (VALUES[last] & (two ? 0x0F : 0x03)) == 0;
  }
}
