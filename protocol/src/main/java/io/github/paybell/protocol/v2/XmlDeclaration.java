package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The XML declaration, accepted only if it says UTF-8 or nothing about the encoding. */
final class XmlDeclaration {
  /** Longer than any real one; bounds what the pattern looks at. */
  private static final int LONGEST = 200;

  // WeChat Pay sends no declaration, so this is off the hot path and a pattern reads best.
  private static final Pattern UTF_8_ONLY =
      Pattern.compile(
          "<\\?xml[ \\t\\r\\n]++version[ \\t\\r\\n]*+=[ \\t\\r\\n]*+(?:'1\\.[0-9]++'|\"1\\.[0-9]++\")"
              + "(?:[ \\t\\r\\n]++encoding[ \\t\\r\\n]*+=[ \\t\\r\\n]*+"
              + "(?:'(?i:utf-8)'|\"(?i:utf-8)\"))?+"
              + "(?:[ \\t\\r\\n]++standalone[ \\t\\r\\n]*+=[ \\t\\r\\n]*+"
              + "(?:'(?:yes|no)'|\"(?:yes|no)\"))?+"
              + "[ \\t\\r\\n]*+\\?>");

  private XmlDeclaration() {}

  /** The offset after the declaration at {@code at}; -1 - at if it is anything else. */
  static int end(byte[] b, int at, int end) {
    String text = new String(b, at, Math.min(LONGEST, end - at), StandardCharsets.ISO_8859_1);
    Matcher declaration = UTF_8_ONLY.matcher(text);
    return declaration.lookingAt() ? at + declaration.end() : -1 - at;
  }
}
