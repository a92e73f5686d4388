package io.github.paybell.protocol.v2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The two forms of time in v2 messages: both are Beijing time and neither says so. */
final class BeijingTime {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private BeijingTime() {}

  /** {@code yyyyMMddHHmmss}, as in {@code time_end}; null if it is anything else. */
  static @Nullable Instant compact(String text) {
    return text.length() == 14 ? instant(text) : null;
  }

  /** {@code yyyy-MM-dd HH:mm:ss}, as in {@code success_time}; null if it is anything else. */
  static @Nullable Instant spaced(String text) {
    boolean form =
        text.length() == 19
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == ' '
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    return form
        ? instant(
            text.substring(0, 4)
                + text.substring(5, 7)
                + text.substring(8, 10)
                + text.substring(11, 13)
                + text.substring(14, 16)
                + text.substring(17))
        : null;
  }

  private static @Nullable Instant instant(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
    }
    try {
      return LocalDateTime.of(
              Integer.parseInt(digits, 0, 4, 10),
              Integer.parseInt(digits, 4, 6, 10),
              Integer.parseInt(digits, 6, 8, 10),
              Integer.parseInt(digits, 8, 10, 10),
              Integer.parseInt(digits, 10, 12, 10),
              Integer.parseInt(digits, 12, 14, 10))
          .toInstant(BEIJING);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
