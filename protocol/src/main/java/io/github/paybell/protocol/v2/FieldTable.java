package io.github.paybell.protocol.v2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one v2 message, read straight from its bytes in one pass: names and values are
 * offsets, no DOM and no strings are made until one is asked for. Fields are numbered in ascending
 * order of their names' bytes, which is the order of the string to sign.
 *
 * <p>Accepts what WeChat Pay could send: a root of flat elements in any order, values as CDATA or
 * text with the five named and the numeric entities, empty and self-closing elements, white space
 * between elements and around the root, a UTF-8 byte order mark, an XML declaration of UTF-8.
 * Everything else is a {@link #problem()} with a {@link #position()}: DOCTYPE, other entities,
 * comments, processing instructions, attributes, nesting, repeated elements, names outside {@code
 * [A-Za-z0-9_.-]}, anything before or after the root.
 *
 * <p>Values are kept as they came, because they are what was signed: not trimmed, carriage returns
 * not normalised, and control characters that XML 1.0 forbids are kept, so that the signature and
 * not the parser decides about them (they have been seen in nicknames). So are bytes that are not
 * UTF-8; the text that {@link #value} makes of them has a replacement character.
 *
 * <p>Reusable, and not thread-safe: one per thread. A table is valid until the next read.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011937248">payment notification</a>
 */
public final class FieldTable {
  /** The longest message that is read, in bytes; a real one has 1 to 8 KiB. */
  public static final int MAX_BYTES = 64 * 1024;

  /** The most fields that one message may have; a real one has 15 to 60. */
  public static final int MAX_FIELDS = 512;

  /** Zero bytes after the message and room after decoded values: eight-byte steps may overshoot. */
  static final int SLACK = 32;

  /** 18 digits always fit a long; an amount of fen never needs as many. */
  private static final int MOST_DIGITS = 18;

  private static final byte[] XML = {'x', 'm', 'l'};
  private static final byte[] ROOT = {'r', 'o', 'o', 't'};

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The eight bytes {@code ![CDATA[}. */
  private static final long CDATA = 0x5b41_5441_4443_5b21L;

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long EACH_HIGH_BIT = 0x8080_8080_8080_8080L;
  private static final long BRACKETS = ']' * EACH_BYTE;
  private static final long AMPERSANDS = '&' * EACH_BYTE;

  private static final byte SPACE = 1;
  private static final byte NAME = 2;
  private static final byte NAME_START = 4;
  private static final byte TEXT_STOP = 8;
  private static final byte[] KIND = kinds();

  private byte[] buffer = new byte[4096];
  private int end;
  private int decodedEnd;

  private int count;
  private int[] offsets = new int[4 * 64];
  private long[] prefixes = new long[2 * 64];
  private int[] order = new int[64];
  private int[] merged = new int[64];

  private @Nullable String problem;
  private int position = -1;

  /** An empty table. */
  public FieldTable() {}

  /**
   * Reads a message whose root is {@code xml}.
   *
   * @param message the bytes as received; copied, so later changes do not matter
   * @return whether it was understood; if not, the table is empty and {@link #problem()} says why
   */
  public boolean read(byte[] message) {
    return read(message, XML);
  }

  /** Reads the decrypted inner document of a refund result, whose root is {@code root}. */
  boolean readRefundInfo(byte[] plaintext) {
    return read(plaintext, ROOT);
  }

  /** Why the message was not understood, in a few words without its content; null if it was. */
  public @Nullable String problem() {
    return problem;
  }

  /** The byte offset of the problem in the message, -1 if there is none. */
  public int position() {
    return position;
  }

  /** The number of fields, empty ones included. */
  public int size() {
    return count;
  }

  /** The name of a field, 0 ≤ i &lt; {@link #size()}, in ascending order of names. */
  public String name(int i) {
    int at = 4 * order[i];
    return new String(
        buffer, offsets[at], offsets[at + 1] - offsets[at], StandardCharsets.US_ASCII);
  }

  /** The value of a field, 0 ≤ i &lt; {@link #size()}; empty if the element was empty. */
  public String value(int i) {
    int at = 4 * order[i] + 2;
    return new String(buffer, offsets[at], offsets[at + 1] - offsets[at], StandardCharsets.UTF_8);
  }

  /** All fields by name, empty ones included; a copy. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      map.put(name(i), value(i));
    }
    return map;
  }

  /** The number of the field with this name, or -1. */
  int indexOf(FieldName name) {
    for (int i = 0; i < count; i++) {
      int field = order[i];
      if (prefixes[2 * field] == name.firstPrefix
          && prefixes[2 * field + 1] == name.secondPrefix
          && nameEquals(field, name.bytes)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Finds all known fields in one walk.
   *
   * @param numbers receives, by ordinal of {@link FieldName}, the number of the field, or -1
   */
  void findKnown(int[] numbers) {
    Arrays.fill(numbers, -1);
    for (int i = 0; i < count; i++) {
      FieldName name = known(i);
      if (name != null) {
        numbers[name.ordinal()] = i;
      }
    }
  }

  /** The known name of field i, or null. */
  @Nullable FieldName known(int i) {
    int field = order[i];
    FieldName name = FieldName.withPrefixes(prefixes[2 * field], prefixes[2 * field + 1]);
    // Zero is no name byte, so equal prefixes of short names are equal names.
    return name == null || name.bytes.length < 16 || nameEquals(field, name.bytes) ? name : null;
  }

  /** Whether the name of field i starts like this. */
  boolean nameStartsWith(int i, NameStart start) {
    int at = 2 * order[i];
    return (prefixes[at] & start.firstMask) == start.firstPrefix
        && (prefixes[at + 1] & start.secondMask) == start.secondPrefix;
  }

  /**
   * The number that the rest of the name of field i is, without leading zeros, or -1.
   *
   * @param from where in the name it starts
   * @param mostDigits a longer one is -1
   */
  int numberInName(int i, int from, int mostDigits) {
    int start = offsets[4 * order[i]] + from;
    int end = offsets[4 * order[i] + 1];
    boolean leadingZero = end - start > 1 && buffer[start] == '0';
    return leadingZero ? -1 : (int) digits(start, end, mostDigits);
  }

  /** The value of field i as a number of at most 18 digits, or -1 if it is anything else. */
  long number(int i) {
    int at = 4 * order[i] + 2;
    return digits(offsets[at], offsets[at + 1], MOST_DIGITS);
  }

  private long digits(int from, int to, int most) {
    if (from == to || to - from > most) {
      return -1;
    }
    long number = 0;
    for (int at = from; at < to; at++) {
      int digit = buffer[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Whether field i has exactly these bytes as its value. */
  boolean valueEquals(int i, byte[] expected) {
    return Arrays.equals(
        buffer, valueStart(i), valueStart(i) + valueLength(i), expected, 0, expected.length);
  }

  /**
   * Whether there may be an ampersand in a value: there is one in the message, as such or as the
   * beginning of an entity. Looks at 32 bytes at a time; behind the message are zeros.
   */
  boolean mayHaveAmpersand() {
    byte[] b = buffer;
    for (int at = 0; at < end; at += 32) {
      if ((ampersands((long) LITTLE.get(b, at))
              | ampersands((long) LITTLE.get(b, at + 8))
              | ampersands((long) LITTLE.get(b, at + 16))
              | ampersands((long) LITTLE.get(b, at + 24)))
          != 0) {
        return true;
      }
    }
    return false;
  }

  private static long ampersands(long bytes) {
    long unlike = bytes ^ AMPERSANDS;
    return (unlike - EACH_BYTE) & ~unlike & EACH_HIGH_BIT;
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer()} the value of field i starts. */
  int valueStart(int i) {
    return offsets[4 * order[i] + 2];
  }

  int valueLength(int i) {
    return offsets[4 * order[i] + 3] - offsets[4 * order[i] + 2];
  }

  /** Where in the message the element of field i starts. */
  int elementStart(int i) {
    return offsets[4 * order[i]] - 1;
  }

  /**
   * Writes {@code name=value&} of every field that is not empty, in the order of names.
   *
   * @param except the number of the field to leave out
   * @param out at least {@link #joinedBound()} bytes
   * @return the number of bytes written
   */
  int join(int except, byte[] out) {
    byte[] in = buffer;
    int[] offsets = this.offsets;
    int[] order = this.order;
    int at = 0;
    for (int i = 0; i < count; i++) {
      int slot = 4 * order[i];
      int valueStart = offsets[slot + 2];
      int valueLength = offsets[slot + 3] - valueStart;
      if (valueLength == 0 || i == except) {
        continue;
      }
      at = copy(in, offsets[slot], offsets[slot + 1] - offsets[slot], out, at);
      out[at] = '=';
      at = copy(in, valueStart, valueLength, out, at + 1);
      out[at++] = '&';
    }
    return at;
  }

  /** More bytes than {@link #join} touches: a field is longer in XML than joined. */
  int joinedBound() {
    return end + SLACK;
  }

  /**
   * Copies 16 bytes whether needed or not, because that is cheaper than finding out; what is too
   * much is overwritten by what comes next, or falls into the slack.
   */
  private static int copy(byte[] in, int from, int length, byte[] out, int at) {
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

  // ---------------------------------------------------------------------------------- reading

  private boolean read(byte[] message, byte[] root) {
    count = 0;
    problem = null;
    position = -1;
    end = message.length;
    decodedEnd = end + SLACK;
    if (end > MAX_BYTES) {
      end = 0;
      return fail("message longer than 64 KiB", MAX_BYTES) >= 0;
    }
    // Decoded values are never longer than their source, so twice the message holds everything.
    if (buffer.length < 2 * (end + SLACK)) {
      buffer = new byte[2 * (end + SLACK)];
    }
    System.arraycopy(message, 0, buffer, 0, end);
    // Zeros behind the message end every scan: no scan needs to look at the length.
    Arrays.fill(buffer, end, end + SLACK, (byte) 0);
    if (document(root) < 0 || !inOrder()) {
      count = 0;
      return false;
    }
    return true;
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
      if (field == order.length) {
        grow();
      }
      int nameLength = nameEnd - nameStart;
      long first = prefix(b, nameStart, nameLength);
      long second = prefix(b, nameStart + 8, nameLength - 8);
      prefixes[2 * field] = first;
      prefixes[2 * field + 1] = second;
      order[field] = field;
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
      if (b[at] == '<' && (long) LITTLE.get(b, at + 1) == CDATA) {
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
          && prefix(b, at + 2, nameLength) == first
          && (nameLength <= 8 || prefix(b, at + 10, nameLength - 8) == second)
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
          if ((long) LITTLE.get(b, at + 1) != CDATA) {
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

  private int fail(String what, int at) {
    problem = what;
    position = Math.min(at, MAX_BYTES);
    return -1;
  }

  private void grow() {
    int capacity = 2 * order.length;
    offsets = Arrays.copyOf(offsets, 4 * capacity);
    prefixes = Arrays.copyOf(prefixes, 2 * capacity);
    order = Arrays.copyOf(order, capacity);
    merged = new int[capacity];
  }

  // ------------------------------------------------------------------------------------ scans

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
      long unlike = (long) LITTLE.get(b, at) ^ BRACKETS;
      long found = (unlike - EACH_BYTE) & ~unlike & EACH_HIGH_BIT;
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

  /** Up to eight bytes of a name as a number that sorts like the bytes; 0 if there are none. */
  static long prefix(byte[] b, int from, int length) {
    if (length <= 0) {
      return 0;
    }
    long bytes = (long) BIG.get(b, from);
    return length >= 8 ? bytes : bytes & (-1L << (64 - 8 * length));
  }

  // ------------------------------------------------------------------------------------ order

  /** Puts the fields in order of their names; false if a name is there twice. */
  private boolean inOrder() {
    int unordered = 1;
    while (unordered < count && compare(unordered - 1, unordered) < 0) {
      unordered++;
    }
    if (unordered >= count) {
      return true; // as WeChat Pay sends it
    }
    mergeSort();
    for (int i = 1; i < count; i++) {
      if (compare(order[i - 1], order[i]) == 0) {
        fail("repeated element", offsets[4 * Math.max(order[i - 1], order[i])] - 1);
        return false;
      }
    }
    return true;
  }

  /** Never quadratic, whatever order an attacker chooses. */
  private void mergeSort() {
    for (int width = 1; width < count; width *= 2) {
      for (int low = 0; low < count; low += 2 * width) {
        int middle = Math.min(low + width, count);
        int high = Math.min(low + 2 * width, count);
        int left = low;
        int right = middle;
        for (int out = low; out < high; out++) {
          boolean takeLeft =
              left < middle && (right >= high || compare(order[left], order[right]) <= 0);
          merged[out] = takeLeft ? order[left++] : order[right++];
        }
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
  }

  private int compare(int a, int b) {
    int byFirst = Long.compare(prefixes[2 * a], prefixes[2 * b]);
    if (byFirst != 0) {
      return byFirst;
    }
    int bySecond = Long.compare(prefixes[2 * a + 1], prefixes[2 * b + 1]);
    if (bySecond != 0) {
      return bySecond;
    }
    // Zero is no name byte, so equal prefixes of short names are equal names.
    return Arrays.compare(
        buffer, offsets[4 * a], offsets[4 * a + 1], buffer, offsets[4 * b], offsets[4 * b + 1]);
  }

  private boolean nameEquals(int field, byte[] name) {
    return Arrays.equals(buffer, offsets[4 * field], offsets[4 * field + 1], name, 0, name.length);
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
