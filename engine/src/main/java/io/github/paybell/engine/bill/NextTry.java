package io.github.paybell.engine.bill;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** When a bill that cannot be had is asked for again. Pure. */
final class NextTry {
  static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  /** WeChat Pay's own advice for a bill that is being made. */
  static final Duration GAP = Duration.ofMinutes(30);

  /** A day of such gaps: then a person should know, and once a day is enough. */
  static final int PATIENCE = 48;

  private final LocalTime billAt;

  NextTry(LocalTime billAt) {
    this.billAt = billAt;
  }

  /** The last day whose bill is there by now. */
  LocalDate latest(Instant now) {
    var beijing = now.atOffset(BEIJING);
    return beijing.toLocalDate().minusDays(beijing.toLocalTime().isBefore(billAt) ? 2 : 1);
  }

  /** Whether "no bill" is final: it was asked for on the day after, and once more a day later. */
  boolean isLast(LocalDate day, Instant now) {
    return !now.isBefore(last(day));
  }

  /** The one more time. */
  Instant last(LocalDate day) {
    return day.plusDays(2).atTime(billAt).toInstant(BEIJING);
  }

  /** There is no bill, and there should be: again within the day, then once more on the next. */
  Instant afterNoBill(LocalDate day, Instant now) {
    var next = now.plus(GAP);
    return next.atOffset(BEIJING).toLocalDate().isAfter(day.plusDays(1)) ? last(day) : next;
  }

  /** The bill is being made, or the answer did not say. */
  Instant afterNotYet(int tries, Instant now) {
    if (tries < PATIENCE) {
      return now.plus(GAP);
    }
    return now.atOffset(BEIJING).toLocalDate().plusDays(1).atTime(billAt).toInstant(BEIJING);
  }
}
