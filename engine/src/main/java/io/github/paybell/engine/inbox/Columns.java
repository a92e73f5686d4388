package io.github.paybell.engine.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a verified message says fit the notification's columns, so that no genuine message can
 * fail to be stored.
 */
final class Columns {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private Columns() {}

  /** The value if it is plain text of at most so many characters, else null. */
  static @Nullable String key(@Nullable String value, int characters) {
    return value != null && value.length() <= characters && KEY.matcher(value).matches()
        ? value
        : null;
  }

  /** Text of at most so many characters, without NUL, which PostgreSQL cannot store. */
  static String text(String value, int characters) {
    var clean = value.replace('\0', ' ');
    return clean.length() <= characters ? clean : clean.substring(0, characters);
  }

  static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256, lower-case hex. */
  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
