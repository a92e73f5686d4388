package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How some field names start, up to 16 bytes, in a form that {@link FieldTable} compares fast. */
final class NameStart {
  final int length;
  final long firstPrefix;
  final long secondPrefix;
  final long firstMask;
  final long secondMask;

  NameStart(String start) {
    length = start.length();
    byte[] bytes = new byte[EightBytes.SLACK];
    byte[] masks = new byte[EightBytes.SLACK];
    System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, length);
    Arrays.fill(masks, 0, length, (byte) 0xff);
    firstPrefix = EightBytes.prefix(bytes, 0, length);
    secondPrefix = EightBytes.prefix(bytes, 8, length - 8);
    firstMask = EightBytes.prefix(masks, 0, length);
    secondMask = EightBytes.prefix(masks, 8, length - 8);
  }
}
