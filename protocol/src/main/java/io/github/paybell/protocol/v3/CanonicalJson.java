package io.github.paybell.protocol.v3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for JSON texts that say the same: members sorted, no space, text with the same
 * escapes. Unlike {@link JsonReader} it accepts what it does not like – repeated members stay in
 * their order, numbers as they are written, half a surrogate as an escape – because it only
 * compares. Used once.
 */
final class CanonicalJson {
  // Deeper than any message of WeChat Pay, and no danger to the stack.
  private static final int MAX_DEPTH = 256;

  private final String text;
  private int at;

  private record Member(String name, String value) {}

  /** It is no JSON after all. */
  private static final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1;

    NoJsonException() {
      super("no JSON", null, false, false);
    }
  }

  private CanonicalJson(String text) {
    this.text = text;
  }

  /** Null if it is not JSON, not UTF-8 or nested too deep. */
  static @Nullable String of(byte[] json) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      var reader = new CanonicalJson(text.startsWith("\ufeff") ? text.substring(1) : text);
      var canonical = new StringBuilder(text.length());
      reader.value(canonical, 0);
      return reader.peek() == 0 && reader.at == reader.text.length() ? canonical.toString() : null;
    } catch (CharacterCodingException | NoJsonException e) {
      return null;
    }
  }

  private void value(StringBuilder out, int depth) throws NoJsonException {
    if (depth > MAX_DEPTH) {
      throw new NoJsonException();
    }
    switch (peek()) {
      case '{' -> object(out, depth);
      case '[' -> array(out, depth);
      case '"' -> string(out);
      default -> word(out);
    }
  }

  private void object(StringBuilder out, int depth) throws NoJsonException {
    List<Member> members = new ArrayList<>();
    at++;
    if (peek() != '}') {
      do {
        if (peek() != '"') {
          throw new NoJsonException();
        }
        var name = new StringBuilder();
        string(name);
        take(':');
        var value = new StringBuilder();
        value(value, depth + 1);
        members.add(new Member(name.toString(), value.toString()));
      } while (another());
    }
    take('}');
    // Stable: of members with one name it is the order that says which is which.
    members.sort(Comparator.comparing(Member::name));
    char before = '{';
    for (var member : members) {
      out.append(before).append(member.name()).append(':').append(member.value());
      before = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private void array(StringBuilder out, int depth) throws NoJsonException {
    out.append('[');
    at++;
    if (peek() != ']') {
      value(out, depth + 1);
      while (another()) {
        out.append(',');
        value(out, depth + 1);
      }
    }
    take(']');
    out.append(']');
  }

  private boolean another() {
    if (peek() != ',') {
      return false;
    }
    at++;
    return true;
  }

  private void string(StringBuilder out) throws NoJsonException {
    out.append('"');
    at++;
    for (char c; (c = next()) != '"'; ) {
      append(out, c == '\\' ? escaped() : c);
    }
    out.append('"');
  }

  private static void append(StringBuilder out, char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (Character.isSurrogate(c)) {
      // A half one has no bytes in UTF-8, so both halves of a whole one are written like it.
      out.append("\\u").append(Integer.toHexString(c));
    } else {
      out.append(c);
    }
  }

  private char escaped() throws NoJsonException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (digit() << 12 | digit() << 8 | digit() << 4 | digit());
      default -> throw new NoJsonException();
    };
  }

  private int digit() throws NoJsonException {
    int digit = Character.digit(next(), 16);
    if (digit < 0) {
      throw new NoJsonException();
    }
    return digit;
  }

  /** A number, true, false or null. */
  private void word(StringBuilder out) throws NoJsonException {
    int from = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw new NoJsonException();
    }
    out.append(text, from, at);
  }

  private static boolean isOfWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == 'E'
        || c == '-'
        || c == '+'
        || c == '.';
  }

  /** The next character that is no space, not taken yet; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() throws NoJsonException {
    if (at == text.length()) {
      throw new NoJsonException();
    }
    return text.charAt(at++);
  }

  private void take(char expected) throws NoJsonException {
    if (peek() != expected) {
      throw new NoJsonException();
    }
    at++;
  }
}
