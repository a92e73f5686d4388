package io.github.paybell.protocol.v3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the times in WeChat's messages: RFC 3339, with or without fractional seconds. */
final class WechatTime {

  private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private WechatTime() {}

  /** Null if it is not a time: no message is refused for the look of its time. */
  static @Nullable Instant parse(String text) {
    try {
      // A few old products write 20260101080000 and mean Beijing time.
      return text.length() == 14
          ? LocalDateTime.parse(text, COMPACT).toInstant(BEIJING)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
