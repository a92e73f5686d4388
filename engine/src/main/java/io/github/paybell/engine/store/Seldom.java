package io.github.paybell.engine.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warns of what may happen hundreds of times a second: of each kind the first line at once, then at
 * most one in ten seconds, which says how many were left out. At most 64 kinds. Thread-safe.
 */
final class Seldom {
  static final Duration GAP = Duration.ofSeconds(10);

  private static final int MOST_KINDS = 64;

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Kind> kinds = new HashMap<>();

  private static final class Kind {
    long since;
    long leftOut;
  }

  /**
   * @param log where the lines go
   */
  Seldom(Logger log) {
    this(log, System::nanoTime);
  }

  Seldom(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /** Writes the line, or counts it. */
  void warn(String kind, String line) {
    long leftOut;
    synchronized (kinds) {
      long now = nanos.getAsLong();
      var before = kinds.get(kind);
      if (before != null && now - before.since < GAP.toNanos()) {
        before.leftOut++;
        return;
      }
      if (before == null && kinds.size() >= MOST_KINDS) {
        kinds.clear();
      }
      var next = kinds.computeIfAbsent(kind, any -> new Kind());
      leftOut = next.leftOut;
      next.since = now;
      next.leftOut = 0;
    }
    if (leftOut == 0) {
      log.warn("{}", line);
    } else {
      log.warn("{} ({} lines like this were left out before)", line, leftOut);
    }
  }
}
