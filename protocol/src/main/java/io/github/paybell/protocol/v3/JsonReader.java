package io.github.paybell.protocol.v3;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON text in one pass, straight over its bytes, and hands out only what is asked for.
 *
 * <p>RFC 8259, and lenient where nothing is asked: a value that is stepped over may be nested as
 * deep as the text is long, and its strings may hold anything up to their end. What is asked for is
 * strict: integers have 64 bits, strings are sound Unicode; else the answer is null and the reader
 * stands still before the value, which can be stepped over then. That a member is repeated is said,
 * not judged. Reused; not thread-safe. It exists because walking a notification's two texts with
 * Jackson, repeated members refused, took 1.5 (JDK 17) and 1.3 (JDK 25) times as long as reading
 * them here into records, and beside RSA there is little else to save. A differential test holds it
 * against Jackson.
 */
final class JsonReader {

  /** Objects that are walked stand in each other at most this deep; sub_orders' goods are sixth. */
  static final int MAX_DEPTH = 12;

  private static final int SEEN_WORDS = (KnownNames.COUNT + 63) / 64;
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';
  private static final long HIGH_BITS = ONES << 7;

  private byte[] json = NOTHING;
  private int pos;
  private int end;

  // The state of the objects being walked, by depth.
  private int depth;
  private boolean fresh;
  private final long[] seen = new long[(MAX_DEPTH + 1) * SEEN_WORDS];
  private boolean repeated;

  // Which of the brackets that are open in a value being stepped over are an object's.
  private final BitSet braces = new BitSet();

  /** Starts at the beginning of the first {@code length} bytes of another text. */
  void open(byte[] text, int length) {
    json = text;
    boolean mark =
        length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf;
    pos = mark ? 3 : 0;
    end = length;
    depth = 0;
    fresh = false;
  }

  /** Lets go of the text, so that a kept reader keeps no message. */
  void close() {
    open(NOTHING, 0);
  }

  /** Enters an object; false, and nothing is done, if something else comes next. */
  boolean beginObject() {
    if (!begins('{')) {
      return false;
    }
    enter();
    Arrays.fill(seen, depth * SEEN_WORDS, (depth + 1) * SEEN_WORDS, 0);
    return true;
  }

  /** The name of the next member, its value not read yet; null at the end of the object. */
  @Nullable String nextMember() throws NotUnderstoodException {
    byte next = nextOf('}');
    if (next == '}') {
      return null;
    }
    if (next != '"') {
      throw bad("a member name expected");
    }
    int from = pos + 1;
    int to = plainEnd(from);
    int id;
    String name;
    if (to >= 0) {
      pos = to + 1;
      id = KnownNames.find(json, from, to);
      name = id == KnownNames.UNKNOWN ? lossy(from, to) : KnownNames.name(id);
    } else {
      name = escapedName();
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      id = KnownNames.find(bytes, 0, bytes.length);
    }
    note(id);
    expect(':', "a colon");
    return name;
  }

  private String escapedName() throws NotUnderstoodException {
    String sound = string();
    if (sound != null) {
      return sound;
    }
    int from = pos + 1;
    skipString();
    return lossy(from, pos - 1);
  }

  private void note(int id) {
    if (id == KnownNames.UNKNOWN) {
      repeated = false;
      return;
    }
    int word = depth * SEEN_WORDS + (id >> 6);
    long bit = 1L << id;
    repeated = (seen[word] & bit) != 0;
    seen[word] |= bit;
  }

  /** Whether the last member stands in its object a second time; of known names only. */
  boolean repeated() {
    return repeated;
  }

  /** Enters an array; false, and nothing is done, if something else comes next. */
  boolean beginArray() {
    if (!begins('[')) {
      return false;
    }
    enter();
    return true;
  }

  /** True if there is another element, its value not read yet; false at the end of the array. */
  boolean nextElement() throws NotUnderstoodException {
    return nextOf(']') != ']';
  }

  /** A string of sound Unicode; null, and nothing is done, if something else comes next. */
  @Nullable String string() {
    if (!comes('"')) {
      return null;
    }
    int from = pos + 1;
    int to = plainEnd(from);
    if (to < 0) {
      return escaped(from);
    }
    String text = text(from, to);
    if (text != null) {
      pos = to + 1;
    }
    return text;
  }

  /** Decodes a Base64 string without a string between; null if something else comes next. */
  byte @Nullable [] base64() {
    if (!comes('"')) {
      return null;
    }
    int from = pos + 1;
    int to = plainEnd(from);
    if (to >= 0) {
      pos = to + 1;
      return StrictBase64.decode(json, from, to);
    }
    // Some writers escape every slash.
    String escaped = escaped(from);
    if (escaped == null) {
      return null;
    }
    byte[] unescaped = escaped.getBytes(StandardCharsets.UTF_8);
    return StrictBase64.decode(unescaped, 0, unescaped.length);
  }

  /**
   * An integer; null, and nothing is done, if something else comes next: a fraction, an exponent,
   * more than 64 bits.
   */
  @Nullable Long integer() {
    skipSpace();
    int p = pos;
    boolean negative = p < end && json[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long value = 0; // negative throughout: the range below zero is the wider one
    while (p < end && json[p] >= '0' && json[p] <= '9') {
      int digit = json[p] - '0';
      if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
        return null;
      }
      value = value * 10 - digit;
      p++;
    }
    boolean none = p == first || (json[first] == '0' && p > first + 1);
    boolean more = p < end && (json[p] == '.' || json[p] == 'e' || json[p] == 'E');
    if (none || more || (!negative && value == Long.MIN_VALUE)) {
      return null;
    }
    pos = p;
    return negative ? value : -value;
  }

  /** An integer of at least 0; null, and nothing is done, if something else comes next. */
  @Nullable Long amount() {
    return comes('-') ? null : integer();
  }

  /** Steps over null and says so; leaves everything else where it is. */
  boolean isNull() throws NotUnderstoodException {
    if (!comes('n')) {
      return false;
    }
    literal(NULL);
    return true;
  }

  /** Any value, as the JSON text it is; bytes that are not UTF-8 are replaced. */
  String raw() throws NotUnderstoodException {
    skipSpace();
    int from = pos;
    skip();
    return lossy(from, pos);
  }

  /** Requires that nothing but white space follows. */
  void finish() throws NotUnderstoodException {
    skipSpace();
    if (pos != end) {
      throw bad("text after the end");
    }
  }

  /** Steps over any value, however deep, in memory that grows by a bit with each bracket. */
  private void skip() throws NotUnderstoodException {
    int open = 0;
    do {
      skipSpace();
      byte first = pos < end ? json[pos] : 0;
      boolean object = first == '{';
      if (!object && first != '[') {
        skipScalar(first);
      } else {
        pos++;
        skipSpace();
        if (peek() != closer(object)) {
          braces.set(open++, object);
          if (object) {
            skipName();
          }
          continue;
        }
        pos++;
      }
      open = afterValue(open);
    } while (open > 0);
  }

  /** Leaves the brackets that end here; returns how many are open, with another value to come. */
  private int afterValue(int stillOpen) throws NotUnderstoodException {
    int open = stillOpen;
    while (open > 0) {
      boolean object = braces.get(open - 1);
      skipSpace();
      byte next = peek();
      if (next == closer(object)) {
        pos++;
        open--;
        continue;
      }
      comma(next, closer(object));
      if (object) {
        skipName();
      }
      return open;
    }
    return 0;
  }

  private static byte closer(boolean object) {
    return (byte) (object ? '}' : ']');
  }

  private void skipName() throws NotUnderstoodException {
    if (!comes('"')) {
      throw bad("a member name expected");
    }
    skipString();
    expect(':', "a colon");
  }

  private void skipScalar(byte first) throws NotUnderstoodException {
    switch (first) {
      case '"' -> skipString();
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> skipNumber();
    }
  }

  private void skipString() throws NotUnderstoodException {
    int p = pos + 1;
    while (p < end && json[p] != '"') {
      p += json[p] == '\\' ? 2 : 1;
    }
    if (p >= end) {
      throw bad("a string without end");
    }
    pos = p + 1;
  }

  private void skipNumber() throws NotUnderstoodException {
    if (pos < end && json[pos] == '-') {
      pos++;
    }
    int first = pos;
    skipDigits();
    if (json[first] == '0' && pos > first + 1) {
      throw bad("a number with leading zero");
    }
    if (pos < end && json[pos] == '.') {
      pos++;
      skipDigits();
    }
    if (pos < end && (json[pos] == 'e' || json[pos] == 'E')) {
      pos++;
      if (pos < end && (json[pos] == '+' || json[pos] == '-')) {
        pos++;
      }
      skipDigits();
    }
  }

  private void skipDigits() throws NotUnderstoodException {
    int first = pos;
    while (pos < end && json[pos] >= '0' && json[pos] <= '9') {
      pos++;
    }
    if (pos == first) {
      throw bad("a value expected");
    }
  }

  private void literal(byte[] word) throws NotUnderstoodException {
    int to = pos + word.length;
    if (to > end || !Arrays.equals(json, pos, to, word, 0, word.length)) {
      throw bad("a value expected");
    }
    pos = to;
  }

  private void enter() {
    depth++;
    fresh = true;
  }

  /** Steps over the comma where one is due; returns what comes next, and leaves at the closer. */
  private byte nextOf(char closer) throws NotUnderstoodException {
    skipSpace();
    byte next = peek();
    if (next == closer) {
      pos++;
      depth--;
      fresh = false;
      return next;
    }
    if (fresh) {
      fresh = false;
      return next;
    }
    comma(next, (byte) closer);
    return peek();
  }

  /** Steps over the comma that must be next, and over white space; something must follow. */
  private void comma(byte next, byte closer) throws NotUnderstoodException {
    if (next != ',') {
      throw bad("a comma expected");
    }
    pos++;
    skipSpace();
    if (peek() == closer) {
      throw bad("a comma too many");
    }
  }

  private byte peek() throws NotUnderstoodException {
    if (pos >= end) {
      throw bad("the text ends too early");
    }
    return json[pos];
  }

  private boolean comes(char c) {
    skipSpace();
    return pos < end && json[pos] == c;
  }

  private boolean begins(char c) {
    if (!comes(c)) {
      return false;
    }
    pos++;
    return true;
  }

  private void expect(char c, String what) throws NotUnderstoodException {
    if (!begins(c)) {
      throw bad(what + " expected");
    }
  }

  private void skipSpace() {
    while (pos < end) {
      byte b = json[pos];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      pos++;
    }
  }

  /**
   * Where the string that begins here ends, if it has no escape and no control character; or -1.
   */
  private int plainEnd(int from) {
    byte[] bytes = json;
    int p = from;
    // Eight bytes at a time, as long as none of them needs a look: a ciphertext is most of a body.
    for (; p <= end - Long.BYTES; p += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(bytes, p);
      if (((below(eight ^ QUOTES, ONES) | below(eight ^ BACKSLASHES, ONES) | below(eight, SPACES))
              & HIGH_BITS)
          != 0) {
        break;
      }
    }
    for (; p < end; p++) {
      byte b = bytes[p];
      if (b == '"') {
        return p;
      }
      if (b == '\\' || (b & 0xE0) == 0) {
        return -1;
      }
    }
    return -1;
  }

  /**
   * High bits where a byte is below the limit's; sure up to the first such byte, from the right.
   */
  private static long below(long eight, long limits) {
    return (eight - limits) & ~eight;
  }

  private String lossy(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * The text, or null if it is not UTF-8. Java replaces such bytes; a replacement that is not in
   * the bytes is the trace.
   */
  private @Nullable String text(int from, int to) {
    String text = lossy(from, to);
    if (text.indexOf('\uFFFD') >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, json, from, to)) {
        return null;
      }
    }
    return text;
  }

  /** A string with escapes; null, and nothing is done, if it is not sound. */
  private @Nullable String escaped(int from) {
    StringBuilder out = new StringBuilder();
    int plain = from;
    for (int p = from; p < end; p++) {
      byte b = json[p];
      if (b == '"' || b == '\\') {
        String text = text(plain, p);
        if (text == null) {
          return null;
        }
        out.append(text);
        if (b == '"') {
          if (!paired(out)) {
            return null;
          }
          pos = p + 1;
          return out.toString();
        }
        p = unescape(p + 1, out);
        if (p < 0) {
          return null;
        }
        plain = p + 1;
      } else if ((b & 0xE0) == 0) {
        return null;
      }
    }
    return null;
  }

  /** Appends what the escape says and returns where it ends; -1 if it is none. */
  private int unescape(int p, StringBuilder out) {
    switch (p < end ? json[p] : 0) {
      case '"' -> out.append('"');
      case '\\' -> out.append('\\');
      case '/' -> out.append('/');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 1; i <= 4; i++) {
          int digit = p + i < end ? hex(json[p + i]) : -1;
          if (digit < 0) {
            return -1;
          }
          unit = unit << 4 | digit;
        }
        out.append((char) unit);
        return p + 4;
      }
      default -> {
        return -1;
      }
    }
    return p;
  }

  private static int hex(byte b) {
    // Character.digit would take digits of other scripts, but a byte below zero is none of them.
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  /** Half a surrogate pair can not be stored or sent as UTF-8 again. */
  private static boolean paired(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isHighSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Without the place: messages with one defect must say the same. */
  private static NotUnderstoodException bad(String what) {
    return new NotUnderstoodException("the text is not JSON: " + what);
  }
}
