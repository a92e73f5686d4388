package io.github.paybell.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes what a problem says fit its columns, and the key under which it is open once. */
final class ProblemText {
  private static final int CAUSE_CHARACTERS = 256;
  private static final int MEMBER_CHARACTERS = 64;

  private ProblemText() {}

  static String cause(String text) {
    return cut(text, CAUSE_CHARACTERS);
  }

  static String member(String text) {
    return cut(text, MEMBER_CHARACTERS);
  }

  private static String cut(String text, int characters) {
    // PostgreSQL stores no NUL, and a problem that cannot be stored would come back for ever.
    var clean = text.replace('\0', ' ');
    return clean.length() <= characters ? clean : clean.substring(0, characters);
  }

  /** The open_key of a problem about an order. */
  static String key(OrderKey order, ProblemKind kind) {
    return kind.wireName() + ':' + order.account() + ':' + order.outTradeNo();
  }

  /** The open_key of a problem about an account: equal for equal text, whatever its alphabet. */
  static String key(String account, ProblemKind kind, String cause, @Nullable String member) {
    return kind.wireName()
        + ':'
        + account
        + ':'
        + digest(cause + '\n' + (member == null ? "" : member));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
