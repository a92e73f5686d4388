package io.github.paybell.simulator.platform;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** After which gaps a notification that was not accepted is sent again. */
public enum Schedule {
  /** Nine retries within 3 h 4 min: the older pages. */
  CLASSIC("15/15/30/180/1800/1800/1800/1800/3600"),
  /** 15 retries within 24 h 4 min: the current pages of both versions. */
  LONG("15/15/30/180/600/1200/1800/1800/1800/3600/10800/10800/10800/21600/21600"),
  /** As the setting {@code custom-schedule} says. */
  CUSTOM("");

  private final String seconds;

  Schedule(String seconds) {
    this.seconds = seconds;
  }

  /** The gaps between attempts; empty for CUSTOM. */
  public List<Duration> gaps() {
    return seconds.isEmpty()
        ? List.of()
        : Stream.of(seconds.split("/", -1)).map(Long::valueOf).map(Duration::ofSeconds).toList();
  }
}
