package io.github.paybell.simulator.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time in which WeChat Pay writes moments and counts days. */
public final class PlatformTime {
  /** Eight hours ahead of UTC, all year. */
  public static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyyyMMdd");

  private PlatformTime() {}

  /** Whether a moment lies on a day. */
  public static boolean isOn(Instant moment, LocalDate day) {
    return moment.atOffset(OFFSET).toLocalDate().equals(day);
  }

  /** {@code yyyyMMdd}, as in WeChat Pay's numbers. */
  static String digits(Instant moment) {
    return DIGITS.format(moment.atOffset(OFFSET));
  }
}
