package io.github.paybell.protocol.v2;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The two forms of time in v2 messages: both are Beijing time and neither says so. */
final class BeijingTime {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private BeijingTime() {}

  /** {@code yyyyMMddHHmmss}, as in {@code time_end}; null if it is anything else. */
  static @Nullable Instant compact(String text) {
    return isCompact(text) ? instant(text) : null;
  }

  /** Whether it is {@code yyyyMMddHHmmss} and that day and time exist; makes no objects. */
  static boolean isCompact(String text) {
    if (text.length() != 14) {
      return false;
    }
    for (int i = 0; i < 14; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    int month = two(text, 4);
    int day = two(text, 6);
    return month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= daysIn(100 * two(text, 0) + two(text, 2), month))
        && two(text, 8) <= 23
        && two(text, 10) <= 59
        && two(text, 12) <= 59;
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
    if (!form) {
      return null;
    }
    return compact(
        text.substring(0, 4)
            + text.substring(5, 7)
            + text.substring(8, 10)
            + text.substring(11, 13)
            + text.substring(14, 16)
            + text.substring(17));
  }

  private static Instant instant(String digits) {
    return LocalDateTime.of(
            100 * two(digits, 0) + two(digits, 2),
            two(digits, 4),
            two(digits, 6),
            two(digits, 8),
            two(digits, 10),
            two(digits, 12))
        .toInstant(BEIJING);
  }

  private static int daysIn(int year, int month) {
    return Month.of(month).length(Year.isLeap(year));
  }

  private static int two(String digits, int at) {
    return 10 * (digits.charAt(at) - '0') + digits.charAt(at + 1) - '0';
  }
}
