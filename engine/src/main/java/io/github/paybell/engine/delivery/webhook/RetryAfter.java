package io.github.paybell.engine.delivery.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} (RFC 9110, 10.2.3). */
final class RetryAfter {
  /** No header delays an attempt by more than the longest gap of the schedule. */
  static final Duration MOST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * @param value seconds or a date; null: no such header
   * @return 0 to 24 h; null if the header is absent or is neither
   */
  static @Nullable Duration parse(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value).matches()) {
      return bounded(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      var date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return bounded(Duration.between(now, date));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Duration bounded(Duration gap) {
    return gap.isNegative() ? Duration.ZERO : gap.compareTo(MOST) > 0 ? MOST : gap;
  }
}
