package io.github.paybell.protocol.v3;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON text in one pass, straight over its bytes, and hands out only what is asked for.
 *
 * <p>Strict RFC 8259, plus: a repeated member is an error in every object that is walked, numbers
 * are integers of 64 bits, nesting is bounded, and text must be sound UTF-8. Reused; not
 * thread-safe. It exists because walking a notification's two texts with Jackson, repeated members
 * refused, took 1.5 (JDK 17) and 1.3 (JDK 25) times as long as reading them here into records, and
 * beside RSA there is little else to save. A differential test holds it against Jackson.
 */
final class JsonReader {

  static final int MAX_DEPTH = 32;
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
  private final @Nullable Set<String>[] strangers = newStrangers();

  @SuppressWarnings("unchecked")
  private static @Nullable Set<String>[] newStrangers() {
    return new Set[MAX_DEPTH + 1];
  }

  /** Starts at the beginning of the first {@code length} bytes of another text. */
  void open(byte[] text, int length) {
    json = text;
    pos = 0;
    end = length;
    depth = 0;
    fresh = false;
    Arrays.fill(strangers, null);
  }

  /** Lets go of the text, so that a kept reader keeps no message. */
  void close() {
    open(NOTHING, 0);
  }

  void beginObject() throws NotUnderstoodException {
    expect('{', "an object");
    enter();
    Arrays.fill(seen, depth * SEEN_WORDS, (depth + 1) * SEEN_WORDS, 0);
    strangers[depth] = null;
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
    @Nullable String other = null;
    if (to >= 0) {
      pos = to + 1;
      id = KnownNames.find(json, from, to);
      if (id == KnownNames.UNKNOWN) {
        other = text(from, to);
      }
    } else {
      other = string();
      byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
      id = KnownNames.find(bytes, 0, bytes.length);
    }
    String name = id == KnownNames.UNKNOWN ? String.valueOf(other) : KnownNames.name(id);
    noteMember(id, name);
    expect(':', "a colon");
    return name;
  }

  private void noteMember(int id, String name) throws NotUnderstoodException {
    if (id == KnownNames.UNKNOWN) {
      Set<String> names = strangers[depth];
      if (names == null) {
        names = new HashSet<>();
        strangers[depth] = names;
      }
      if (!names.add(name)) {
        throw bad("a repeated member");
      }
      return;
    }
    int word = depth * SEEN_WORDS + (id >> 6);
    long bit = 1L << id;
    if ((seen[word] & bit) != 0) {
      throw bad("repeated member " + name);
    }
    seen[word] |= bit;
  }

  void beginArray() throws NotUnderstoodException {
    expect('[', "an array");
    enter();
  }

  /** True if there is another element, its value not read yet; false at the end of the array. */
  boolean nextElement() throws NotUnderstoodException {
    return nextOf(']') != ']';
  }

  /** A string value. */
  String string() throws NotUnderstoodException {
    expect('"', "a string");
    int from = pos;
    int to = plainEnd(from);
    if (to < 0) {
      return escaped(from);
    }
    pos = to + 1;
    return text(from, to);
  }

  /** A string value, or null where the text says null: WeChat leaves members out both ways. */
  @Nullable String optionalString() throws NotUnderstoodException {
    return isNull() ? null : string();
  }

  /** Decodes a Base64 string value without a string between. */
  byte @Nullable [] base64() throws NotUnderstoodException {
    expect('"', "a string");
    int from = pos;
    int to = plainEnd(from);
    if (to >= 0) {
      pos = to + 1;
      return StrictBase64.decode(json, from, to);
    }
    // Some writers escape every slash.
    byte[] unescaped = escaped(from).getBytes(StandardCharsets.UTF_8);
    return StrictBase64.decode(unescaped, 0, unescaped.length);
  }

  /** An integer value; a fraction, an exponent or more than 64 bits is an error. */
  long integer() throws NotUnderstoodException {
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
        throw bad("a number too large");
      }
      value = value * 10 - digit;
      p++;
    }
    if (p == first || (json[first] == '0' && p > first + 1)) {
      throw bad("an integer expected");
    }
    if (p < end && (json[p] == '.' || json[p] == 'e' || json[p] == 'E')) {
      throw bad("a number with a fraction or an exponent");
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw bad("a number too large");
    }
    pos = p;
    return negative ? value : -value;
  }

  @Nullable Long optionalInteger() throws NotUnderstoodException {
    return isNull() ? null : integer();
  }

  /** Steps over null and says so; leaves everything else where it is. */
  boolean isNull() throws NotUnderstoodException {
    skipSpace();
    if (pos < end && json[pos] == 'n') {
      literal(NULL);
      return true;
    }
    return false;
  }

  /** Any value, as the JSON text it is. */
  String raw() throws NotUnderstoodException {
    skipSpace();
    int from = pos;
    skip();
    return sound(new String(json, from, pos - from, StandardCharsets.UTF_8), from, pos);
  }

  /** Requires that nothing but white space follows. */
  void finish() throws NotUnderstoodException {
    skipSpace();
    if (pos != end) {
      throw bad("text after the end");
    }
  }

  private void skip() throws NotUnderstoodException {
    skipSpace();
    switch (pos < end ? json[pos] : 0) {
      case '{' -> {
        pos++;
        enter();
        for (byte next; (next = nextOf('}')) != '}'; ) {
          if (next != '"') {
            throw bad("a member name expected");
          }
          skipString();
          expect(':', "a colon");
          skip();
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skip();
        }
      }
      case '"' -> skipString();
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> skipNumber();
    }
  }

  private void skipString() throws NotUnderstoodException {
    int from = ++pos;
    int to = plainEnd(from);
    if (to >= 0) {
      pos = to + 1;
    } else {
      escaped(from);
    }
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

  private void enter() throws NotUnderstoodException {
    if (++depth > MAX_DEPTH) {
      throw bad("nested too deeply");
    }
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
    if (next != ',') {
      throw bad("a comma expected");
    }
    pos++;
    skipSpace();
    next = peek();
    if (next == closer) {
      throw bad("a comma too many");
    }
    return next;
  }

  private byte peek() throws NotUnderstoodException {
    if (pos >= end) {
      throw bad("the text ends too early");
    }
    return json[pos];
  }

  private void expect(char c, String what) throws NotUnderstoodException {
    skipSpace();
    if (pos >= end || json[pos] != c) {
      throw bad(what + " expected");
    }
    pos++;
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

  /** Where the string that begins here ends, if it has no escape; else -1. */
  private int plainEnd(int from) throws NotUnderstoodException {
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
      if (b == '\\') {
        return -1;
      }
      if ((b & 0xE0) == 0) {
        throw bad("a control character in a string");
      }
    }
    throw bad("a string without end");
  }

  /**
   * High bits where a byte is below the limit's; sure up to the first such byte, from the right.
   */
  private static long below(long eight, long limits) {
    return (eight - limits) & ~eight;
  }

  private String text(int from, int to) throws NotUnderstoodException {
    return sound(new String(json, from, to - from, StandardCharsets.UTF_8), from, to);
  }

  /**
   * Java replaces bytes that are not UTF-8; a replacement that is not in the bytes is the trace.
   */
  private String sound(String text, int from, int to) throws NotUnderstoodException {
    if (text.indexOf('\uFFFD') >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, json, from, to)) {
        throw bad("text that is not UTF-8");
      }
    }
    return text;
  }

  private String escaped(int from) throws NotUnderstoodException {
    StringBuilder out = new StringBuilder();
    int plain = from;
    for (int p = from; p < end; p++) {
      byte b = json[p];
      if (b == '"') {
        out.append(text(plain, p));
        pos = p + 1;
        return paired(out.toString());
      }
      if (b == '\\') {
        out.append(text(plain, p));
        p = unescape(p + 1, out);
        plain = p + 1;
      } else if ((b & 0xE0) == 0) {
        throw bad("a control character in a string");
      }
    }
    throw bad("a string without end");
  }

  /** Appends what the escape says and returns where it ends. */
  private int unescape(int p, StringBuilder out) throws NotUnderstoodException {
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
            throw bad("an escape that is none");
          }
          unit = unit << 4 | digit;
        }
        out.append((char) unit);
        return p + 4;
      }
      default -> throw bad("an escape that is none");
    }
    return p;
  }

  private static int hex(byte b) {
    // Character.digit would take digits of other scripts, but a byte below zero is none of them.
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  /** Half a surrogate pair can not be stored or sent as UTF-8 again. */
  private String paired(String text) throws NotUnderstoodException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isHighSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw bad("half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private NotUnderstoodException bad(String what) {
    return new NotUnderstoodException("JSON, near byte " + pos + ": " + what);
  }
}
