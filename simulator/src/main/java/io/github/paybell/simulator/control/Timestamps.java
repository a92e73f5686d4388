package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.PlatformTime;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Moments that have no field at WeChat Pay. */
final class Timestamps {
  private Timestamps() {}

  /** RFC 3339 in Beijing time, to the millisecond: many things happen within a second here. */
  static String exact(Instant moment) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        moment.truncatedTo(ChronoUnit.MILLIS).atOffset(PlatformTime.OFFSET));
  }
}
