package io.github.paybell.protocol.v2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a v2 message: where each field's name and value start and end, in the
 * order of the message. What it accepts and refuses is said at {@link FieldTable}. Reusable, not
 * thread-safe.
 */
final class FieldScan {
  /** The longest message that is read, in bytes; a real one has 1 to 8 KiB. */
  static final int MAX_BYTES = 64 * 1024;

  /** The most fields that one message may have; a real one has 15 to 60. */
  static final int MAX_FIELDS = 512;

  private static final byte[] XML = {'x', 'm', 'l'};
  private static final byte[] ROOT = {'r', 'o', 'o', 't'};

  /** The eight bytes {@code ![CDATA[}. */
  private static final long CDATA = 0x5b41_5441_4443_5b21L;

  private static final long BRACKETS = EightBytes.each(']');

  private static final byte SPACE = 1;
  private static final byte NAME = 2;
  private static final byte NAME_START = 4;
  private static final byte TEXT_STOP = 8;
  private static final byte[] KIND = kinds();

  /** The message, zeros, and behind them the values that had to be decoded. */
  byte[] buffer = new byte[4096];

  /** Where the message ends in the buffer. */
  int end;

  /** The number of fields; 0 if the message was refused. */
  int count;

  /** Four for each field: start and end of its name, start and end of its value. */
  int[] offsets = new int[4 * 64];

  /** Two for each field: {@link EightBytes#prefix} of its name, and of what follows eight bytes. */
  long[] prefixes = new long[2 * 64];

  @Nullable String problem;
  int position = -1;

  private int decodedEnd;

  /** Whether the message, whose root is {@code xml}, was understood. */
  boolean message(byte[] message) {
    return read(message, XML);
  }

  /** Whether the decrypted document of a refund result, whose root is {@code root}, was. */
  boolean refundInfo(byte[] plaintext) {
    return read(plaintext, ROOT);
  }

  /** Refuses the whole message. */
  int fail(String what, int at) {
    problem = what;
    position = Math.min(at, MAX_BYTES);
    count = 0;
    return -1;
  }

  private boolean read(byte[] message, byte[] root) {
    count = 0;
    problem = null;
    position = -1;
    end = message.length;
    decodedEnd = end + EightBytes.SLACK;
    if (end > MAX_BYTES) {
      end = 0;
      return fail("message longer than 64 KiB", MAX_BYTES) >= 0;
    }
    // Decoded values are never longer than their source, so twice the message holds everything.
    if (buffer.length < 2 * (end + EightBytes.SLACK)) {
      buffer = new byte[2 * (end + EightBytes.SLACK)];
    }
    System.arraycopy(message, 0, buffer, 0, end);
    // Zeros behind the message end every scan: no scan needs to look at the length.
    Arrays.fill(buffer, end, end + EightBytes.SLACK, (byte) 0);
    return document(root) >= 0;
  }

  /** The whole message; -1 if it is refused. */
  private int document(byte[] root) {
    byte[] b = buffer;
    int at = 0;
    if (end >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf) {
      at = 3;
    }
    at = skipSpace(b, at);
    if (b[at] == '<' && b[at + 1] == '?') {
      at = XmlDeclaration.end(b, at, end);
      if (at < 0) {
        return fail("not an XML declaration of UTF-8", -1 - at);
      }
      at = skipSpace(b, at);
    }
    int rootStart = at;
    if (b[at] != '<') {
      return fail(at >= end ? "truncated" : "text before the root element", at);
    }
    at = nameEnd(b, at + 1);
    if (!Arrays.equals(b, rootStart + 1, at, root, 0, root.length)) {
      return unexpectedMarkup(rootStart, "wrong root element");
    }
    at = tagEnd(at);
    if (at < 0) {
      return -1;
    }
    boolean selfClosed = b[at - 2] == '/';
    if (!selfClosed) {
      at = elements(b, at);
      if (at < 0) {
        return -1;
      }
      int close = at;
      at += 2;
      if (!Arrays.equals(b, at, at + root.length, root, 0, root.length)) {
        return fail("end tag does not match", close);
      }
      at = skipSpace(b, at + root.length);
      if (b[at] != '>') {
        return fail(at >= end ? "truncated" : "end tag does not match", at);
      }
      at++;
    }
    at = skipSpace(b, at);
    return at == end ? at : fail("something after the root element", at);
  }

  /** All fields; the offset of the root's end tag, or -1. */
  private int elements(byte[] b, int from) {
    int at = from;
    while (true) {
      at = skipSpace(b, at);
      if (b[at] != '<') {
        return fail(at >= end ? "truncated" : "text between elements", at);
      }
      if (b[at + 1] == '/') {
        return at;
      }
      int nameStart = at + 1;
      int nameEnd = nameEnd(b, nameStart);
      if (nameEnd == nameStart || (KIND[b[nameStart] & 0xff] & NAME_START) == 0) {
        return unexpectedMarkup(at, "element name outside [A-Za-z0-9_.-]");
      }
      if (count == MAX_FIELDS) {
        return fail("more than 512 elements", at);
      }
      int field = count;
      if (4 * field == offsets.length) {
        grow();
      }
      int nameLength = nameEnd - nameStart;
      long first = EightBytes.prefix(b, nameStart, nameLength);
      long second = EightBytes.prefix(b, nameStart + 8, nameLength - 8);
      prefixes[2 * field] = first;
      prefixes[2 * field + 1] = second;
      int slot = 4 * field;
      offsets[slot] = nameStart;
      offsets[slot + 1] = nameEnd;
      count = field + 1;

      at = nameEnd + 1;
      if (b[nameEnd] != '>') {
        at = tagEnd(nameEnd);
        if (at < 0) {
          return -1;
        }
        if (b[at - 2] == '/') {
          offsets[slot + 2] = at;
          offsets[slot + 3] = at;
          continue;
        }
      }
      int valueStart;
      int valueEnd;
      if (b[at] == '<' && EightBytes.at(b, at + 1) == CDATA) {
        valueStart = at + 9;
        valueEnd = cdataEnd(b, valueStart);
        if (valueEnd < 0) {
          return -1;
        }
        at = valueEnd + 3;
      } else {
        valueStart = at;
        at = textEnd(b, at);
        valueEnd = at;
      }
      if (b[at] == '<'
          && b[at + 1] == '/'
          && EightBytes.prefix(b, at + 2, nameLength) == first
          && (nameLength <= 8 || EightBytes.prefix(b, at + 10, nameLength - 8) == second)
          && (nameLength <= 16
              || Arrays.equals(b, nameStart + 16, nameEnd, b, at + 18, at + 2 + nameLength))
          && b[at + 2 + nameLength] == '>') {
        offsets[slot + 2] = valueStart;
        offsets[slot + 3] = valueEnd;
        at += nameLength + 3;
      } else {
        at = mixedValue(slot, valueStart, valueEnd, at);
        if (at < 0) {
          return -1;
        }
      }
    }
  }

  /**
   * The rest of a value that is not one plain run: entities, several runs, or an end tag with white
   * space. Decodes it behind the message.
   *
   * @return the offset after the end tag, or -1
   */
  private int mixedValue(int slot, int runStart, int runEnd, int from) {
    byte[] b = buffer;
    int start = decodedEnd;
    int out = append(runStart, runEnd, start);
    int at = from;
    while (true) {
      switch (b[at]) {
        case '<' -> {
          if (b[at + 1] == '/') {
            offsets[slot + 2] = start;
            offsets[slot + 3] = out;
            decodedEnd = out;
            return endTag(slot, at);
          }
          if (EightBytes.at(b, at + 1) != CDATA) {
            return unexpectedMarkup(at, "nested element");
          }
          int close = cdataEnd(b, at + 9);
          if (close < 0) {
            return -1;
          }
          out = append(at + 9, close, out);
          at = close + 3;
        }
        case '&' -> {
          int semicolon = Entities.end(b, at, end);
          if (semicolon < 0) {
            return fail("unknown or broken entity", at);
          }
          int length = Entities.decode(b, at, semicolon, out);
          if (length == 0) {
            return fail("unknown or broken entity", at);
          }
          out += length;
          at = semicolon + 1;
        }
        default -> {
          if (at >= end) {
            return fail("truncated", at);
          }
          if (b[at] == ']' && b[at + 1] == ']' && b[at + 2] == '>') {
            return fail("]]> outside CDATA", at);
          }
          int next = textEnd(b, at + 1);
          out = append(at, next, out);
          at = next;
        }
      }
    }
  }

  private int append(int from, int to, int out) {
    System.arraycopy(buffer, from, buffer, out, to - from);
    return out + to - from;
  }

  private int endTag(int slot, int at) {
    byte[] b = buffer;
    int nameEnd = nameEnd(b, at + 2);
    if (!Arrays.equals(b, offsets[slot], offsets[slot + 1], b, at + 2, nameEnd)) {
      return fail(nameEnd >= end ? "truncated" : "end tag does not match", at);
    }
    int close = skipSpace(b, nameEnd);
    if (b[close] != '>') {
      return fail(close >= end ? "truncated" : "end tag does not match", close);
    }
    return close + 1;
  }

  /** From the end of a start tag's name to after its {@code >}; -1 if there is an attribute. */
  private int tagEnd(int nameEnd) {
    byte[] b = buffer;
    int at = skipSpace(b, nameEnd);
    if (b[at] == '/' && b[at + 1] == '>') {
      return at + 2;
    }
    if (b[at] == '>') {
      return at + 1;
    }
    if (at >= end) {
      return fail("truncated", at);
    }
    return fail(at > nameEnd ? "attribute" : "element name outside [A-Za-z0-9_.-]", at);
  }

  private int unexpectedMarkup(int at, String otherwise) {
    if (at + 1 >= end) {
      return fail("truncated", at);
    }
    return fail(
        switch (buffer[at + 1]) {
          case '?' -> "processing instruction";
          case '!' ->
              buffer[at + 2] == '-'
                  ? "comment"
                  : buffer[at + 2] == '[' ? "CDATA between elements" : "DOCTYPE or declaration";
          default -> otherwise;
        },
        at);
  }

  private void grow() {
    offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    prefixes = Arrays.copyOf(prefixes, 2 * prefixes.length);
  }

  private static int skipSpace(byte[] b, int from) {
    int at = from;
    while ((KIND[b[at] & 0xff] & SPACE) != 0) {
      at++;
    }
    return at;
  }

  private static int nameEnd(byte[] b, int from) {
    int at = from;
    while ((KIND[b[at] & 0xff] & NAME) != 0) {
      at++;
    }
    return at;
  }

  /** The first {@code <}, {@code &}, {@code ]} or zero byte. */
  private static int textEnd(byte[] b, int from) {
    int at = from;
    while ((KIND[b[at] & 0xff] & TEXT_STOP) == 0) {
      at++;
    }
    return at;
  }

  /** The offset of {@code ]]>}, or -1. Looks at eight bytes at a time. */
  private int cdataEnd(byte[] b, int from) {
    int at = from;
    while (at < end) {
      long found = EightBytes.find(EightBytes.at(b, at), BRACKETS);
      if (found == 0) {
        at += 8;
      } else {
        at += Long.numberOfTrailingZeros(found) >>> 3;
        if (b[at + 1] == ']' && b[at + 2] == '>') {
          return at;
        }
        at++;
      }
    }
    return fail("truncated", end);
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (char c : " \t\r\n".toCharArray()) {
      kinds[c] = SPACE;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      kinds[c] = NAME | NAME_START;
      kinds[c - 'a' + 'A'] = NAME | NAME_START;
    }
    kinds['_'] = NAME | NAME_START;
    for (char c : "0123456789.-".toCharArray()) {
      kinds[c] = NAME;
    }
    for (char c : "<&]\0".toCharArray()) {
      kinds[c] |= TEXT_STOP;
    }
    return kinds;
  }
}
