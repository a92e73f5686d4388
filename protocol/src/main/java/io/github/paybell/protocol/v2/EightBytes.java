package io.github.paybell.protocol.v2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number: compared, searched and copied in one step. */
final class EightBytes {
  /** Bytes to have behind what is read or written: a step may go beyond it. */
  static final int SLACK = 32;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long EACH_LOW_BIT = 0x0101_0101_0101_0101L;
  private static final long EACH_HIGH_BIT = 0x8080_8080_8080_8080L;

  private EightBytes() {}

  /** The eight bytes from here, the first one lowest. */
  static long at(byte[] b, int from) {
    return (long) LITTLE.get(b, from);
  }

  /** Eight times the same ASCII character. */
  static long each(char c) {
    return c * EACH_LOW_BIT;
  }

  /** The lowest set bit marks the first of the eight bytes that is the wanted one; 0: none is. */
  static long find(long bytes, long each) {
    long unlike = bytes ^ each;
    return (unlike - EACH_LOW_BIT) & ~unlike & EACH_HIGH_BIT;
  }

  /** Up to eight bytes of a name as a number that sorts like the bytes; 0 if there are none. */
  static long prefix(byte[] b, int from, int length) {
    if (length <= 0) {
      return 0;
    }
    long bytes = (long) BIG.get(b, from);
    return length >= 8 ? bytes : bytes & (-1L << (64 - 8 * length));
  }

  /**
   * Copies 16 bytes whether needed or not, because that is cheaper than finding out; what is too
   * much is overwritten by what comes next, or falls into the slack.
   *
   * @return the offset behind the copy
   */
  static int copy(byte[] in, int from, int length, byte[] out, int at) {
    LITTLE.set(out, at, (long) LITTLE.get(in, from));
    LITTLE.set(out, at + 8, (long) LITTLE.get(in, from + 8));
    if (length > 16) {
      LITTLE.set(out, at + 16, (long) LITTLE.get(in, from + 16));
      LITTLE.set(out, at + 24, (long) LITTLE.get(in, from + 24));
      if (length > 32) {
        System.arraycopy(in, from + 32, out, at + 32, length - 32);
      }
    }
    return at + length;
  }
}
