package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.store.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a verified message says fit the notification's columns, so that no genuine message can
 * fail to be stored.
 */
final class Columns {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private Columns() {}

  static Arrival arrival(
      Instant now,
      String account,
      Api api,
      String eventType,
      String dedupeKey,
      @Nullable String facts,
      @Nullable String outTradeNo,
      @Nullable Long amountTotal,
      @Nullable String status,
      @Nullable Unread unread,
      @Nullable String headers,
      byte[] raw,
      List<Evidence> evidence) {
    return new Arrival(
        Ids.at(now.toEpochMilli()),
        account,
        api,
        KEY.matcher(eventType).matches() && eventType.length() <= 64 ? eventType : "unknown",
        dedupeKey,
        facts,
        key(outTradeNo, 64),
        amountTotal,
        key(status, 32),
        unread == null
            ? null
            : new Unread(unread.verdict(), unread.member(), text(unread.reason(), 256)),
        headers,
        raw,
        evidence,
        null,
        null);
  }

  private static @Nullable String key(@Nullable String value, int characters) {
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
