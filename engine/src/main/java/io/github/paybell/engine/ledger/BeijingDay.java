package io.github.paybell.engine.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The day of a bill: WeChat Pay cuts its days in Beijing. */
final class BeijingDay {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private BeijingDay() {}

  /** {@code yyyy-MM-dd}. */
  static String of(Instant time) {
    return time.atOffset(BEIJING).toLocalDate().toString();
  }

  /**
   * Of a time as WeChat Pay gave it.
   *
   * @param otherwise when nothing, or nothing readable, was given
   */
  static String of(@Nullable String successTime, Instant otherwise) {
    if (successTime == null) {
      return of(otherwise);
    }
    try {
      return of(OffsetDateTime.parse(successTime).toInstant());
    } catch (DateTimeException e) {
      return of(otherwise);
    }
  }
}
