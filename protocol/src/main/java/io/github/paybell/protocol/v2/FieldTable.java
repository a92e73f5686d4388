package io.github.paybell.protocol.v2;

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
  public static final int MAX_BYTES = FieldScan.MAX_BYTES;

  /** The most fields that one message may have; a real one has 15 to 60. */
  public static final int MAX_FIELDS = FieldScan.MAX_FIELDS;

  /** 18 digits always fit a long; an amount of fen never needs as many. */
  private static final int MOST_DIGITS = 18;

  private static final long AMPERSANDS = EightBytes.each('&');

  private final FieldScan scan = new FieldScan();

  // What the scan has now, at hand: most accessors are called for each field.
  private byte[] buffer = scan.buffer;
  private int[] offsets = scan.offsets;
  private long[] prefixes = scan.prefixes;

  /** The fields of the message, in ascending order of their names. */
  private int[] order = new int[64];

  private int[] merged = new int[64];

  /** An empty table. */
  public FieldTable() {}

  /**
   * Reads a message whose root is {@code xml}.
   *
   * @param message the bytes as received; copied, so later changes do not matter
   * @return whether it was understood; if not, the table is empty and {@link #problem()} says why
   */
  public boolean read(byte[] message) {
    return scan.message(message) && inOrder();
  }

  /** Reads the decrypted inner document of a refund result, whose root is {@code root}. */
  boolean readRefundInfo(byte[] plaintext) {
    return scan.refundInfo(plaintext) && inOrder();
  }

  /** Why the message was not understood, in a few words without its content; null if it was. */
  public @Nullable String problem() {
    return scan.problem;
  }

  /** The byte offset of the problem in the message, -1 if there is none. */
  public int position() {
    return scan.position;
  }

  /** The number of fields, empty ones included. */
  public int size() {
    return scan.count;
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
    for (int i = 0; i < scan.count; i++) {
      map.put(name(i), value(i));
    }
    return map;
  }

  /** The number of the field with this name, or -1. */
  int indexOf(FieldName name) {
    for (int i = 0; i < scan.count; i++) {
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
    for (int i = 0; i < scan.count; i++) {
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
    byte[] b = buffer;
    long number = 0;
    for (int at = from; at < to; at++) {
      int digit = b[at] - '0';
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
    for (int at = 0; at < scan.end; at += 32) {
      if ((EightBytes.find(EightBytes.at(b, at), AMPERSANDS)
              | EightBytes.find(EightBytes.at(b, at + 8), AMPERSANDS)
              | EightBytes.find(EightBytes.at(b, at + 16), AMPERSANDS)
              | EightBytes.find(EightBytes.at(b, at + 24), AMPERSANDS))
          != 0) {
        return true;
      }
    }
    return false;
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

  /** Where in {@link #buffer()} the name of field i starts. */
  int nameStart(int i) {
    return offsets[4 * order[i]];
  }

  int nameLength(int i) {
    return offsets[4 * order[i] + 1] - offsets[4 * order[i]];
  }

  /** The length of the message, in bytes. */
  int messageLength() {
    return scan.end;
  }

  /** Puts the fields in order of their names; false if a name is there twice. */
  private boolean inOrder() {
    buffer = scan.buffer;
    offsets = scan.offsets;
    prefixes = scan.prefixes;
    int count = scan.count;
    asReceived(count);
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
        scan.fail("repeated element", offsets[4 * Math.max(order[i - 1], order[i])] - 1);
        return false;
      }
    }
    return true;
  }

  /** Numbers the fields as they stand in the message. */
  private void asReceived(int count) {
    if (order.length < count) {
      order = new int[offsets.length / 4];
      merged = new int[order.length];
    }
    for (int field = 0; field < count; field++) {
      order[field] = field;
    }
  }

  /** Never quadratic, whatever order an attacker chooses. */
  private void mergeSort() {
    int count = scan.count;
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

  private int compare(int one, int other) {
    int byFirst = Long.compare(prefixes[2 * one], prefixes[2 * other]);
    if (byFirst != 0) {
      return byFirst;
    }
    int bySecond = Long.compare(prefixes[2 * one + 1], prefixes[2 * other + 1]);
    if (bySecond != 0) {
      return bySecond;
    }
    // Zero is no name byte, so equal prefixes of short names are equal names.
    return Arrays.compare(
        buffer,
        offsets[4 * one],
        offsets[4 * one + 1],
        buffer,
        offsets[4 * other],
        offsets[4 * other + 1]);
  }

  private boolean nameEquals(int field, byte[] name) {
    return Arrays.equals(buffer, offsets[4 * field], offsets[4 * field + 1], name, 0, name.length);
  }
}
