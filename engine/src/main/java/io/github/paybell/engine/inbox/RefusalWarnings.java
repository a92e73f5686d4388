package io.github.paybell.engine.inbox;

import io.github.paybell.engine.log.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of what is refused: of each (account, reason) the first at once, then at most one line in
 * ten seconds, which counts what was left out. As many entries as there are accounts and reasons;
 * all unknown tokens share one (BOUNDED). Thread-safe.
 */
final class RefusalWarnings {
  static final Duration GAP = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(NotificationLine.LOGGER);

  private final Clock clock;
  private final Map<Key, Gap> gaps = new ConcurrentHashMap<>();

  private record Key(String account, String reason) {}

  /** The time since the last line, and how many were left out in it. */
  private record Gap(Instant since, long leftOut) {
    boolean over(Instant now) {
      return !now.isBefore(since.plus(GAP));
    }

    Gap oneMore() {
      return new Gap(since, leftOut + 1);
    }
  }

  RefusalWarnings(Clock clock) {
    this.clock = clock;
  }

  /**
   * Warns, or counts.
   *
   * @param account empty: none's
   * @param line built only when it is written
   * @return false: it was counted
   */
  boolean warn(String account, String reason, Supplier<LogLine> line) {
    var now = clock.instant();
    var after =
        gaps.compute(
            new Key(account, reason),
            (key, gap) -> {
              if (gap != null && !gap.over(now)) {
                return gap.oneMore();
              }
              var text = line.get();
              log.warn((gap == null ? text : text.with("left_out", gap.leftOut())).toString());
              return new Gap(now, 0);
            });
    return after.leftOut() == 0;
  }

  /** Says what was left out where the ten seconds are over; to be called every second or so. */
  void tick() {
    var now = clock.instant();
    for (var key : gaps.keySet()) {
      gaps.computeIfPresent(key, (k, gap) -> gap.over(now) ? counted(k, gap, now) : gap);
    }
  }

  /** Says what was left out since. */
  void close() {
    for (var key : gaps.keySet()) {
      gaps.computeIfPresent(key, (k, gap) -> counted(k, gap, gap.since()));
    }
  }

  private static @Nullable Gap counted(Key key, Gap gap, Instant now) {
    if (gap.leftOut() == 0) {
      return null;
    }
    log.warn(
        LogLine.of("refused")
            .with("account", key.account().isEmpty() ? null : key.account())
            .with("reason", key.reason())
            .with("left_out", gap.leftOut())
            .toString());
    return new Gap(now, 0);
  }
}
