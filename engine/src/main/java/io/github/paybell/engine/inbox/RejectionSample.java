package io.github.paybell.engine.inbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps and tells of refused requests (SEEN): the first of each account, order number and reason,
 * and of those that repeat it a sample. Bounded in rate, written off the request path; an
 * attacker's thousandth request costs a comparison here, no more (FORGERY_INERT, BOUNDED).
 * Thread-safe.
 */
final class RejectionSample implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RejectionSample.class);
  private static final Logger told = LoggerFactory.getLogger(NotificationLine.LOGGER);

  // A wrong key makes one refusal for each order that is paid meanwhile: 10 a second for ever, 200
  // at once. Who invents order numbers gets no more than that.
  static final int FIRSTS_AT_ONCE = 200;
  private static final int FIRSTS_PER_SECOND = 10;

  // Some 100 bytes each; what is forgotten counts as a first once more.
  private static final int REMEMBERED = 4_096;

  // Of 64 KiB each at the very worst, for the second until they are written.
  private static final int WAITING = 256;

  private static final int PRUNE_AFTER_ROWS = 500;
  private static final Duration PRUNE_AFTER = Duration.ofMinutes(10);

  private final Rejections rejections;
  private final Clock clock;
  private final int kept;
  private final boolean sampling;
  private final Bucket firsts;
  private final Bucket repeats;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final RefusalWarnings warnings;
  private final ArrayBlockingQueue<Rejections.Kept> waiting = new ArrayBlockingQueue<>(WAITING);
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-rejections");
            thread.setDaemon(true);
            return thread;
          });
  private int written;
  private Instant prunedAt;

  RejectionSample(
      Rejections rejections, RefusalWarnings warnings, int perSecond, int kept, Clock clock) {
    this.rejections = rejections;
    this.warnings = warnings;
    this.clock = clock;
    this.kept = kept;
    sampling = perSecond > 0;
    firsts = new Bucket(clock, FIRSTS_AT_ONCE, FIRSTS_PER_SECOND);
    repeats = new Bucket(clock, 4 * perSecond, perSecond);
    prunedAt = clock.instant();
    writer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Warns of a refused request, and keeps it if it is worth a row. Never blocks.
   *
   * @param headers those that decide; null: none
   * @param body null: there is none to keep
   */
  void offer(Rejected rejected, @Nullable String headers, byte @Nullable [] body) {
    var worth = worth(rejected);
    boolean warned = warnings.warn(rejected.account(), rejected.reason(), rejected::line);
    if (worth == Worth.NOTHING) {
      return;
    }
    if (worth == Worth.FIRST && !warned && rejected.outTradeNo() != null) {
      // A search for the order finds it in the log as well, though its reason was said before.
      told.info(rejected.line().toString());
    }
    boolean small = body != null && body.length <= Rejections.MAX_BODY_BYTES;
    waiting.offer(new Rejections.Kept(rejected, headers, small ? body : null));
  }

  private enum Worth {
    FIRST,
    REPEAT,
    NOTHING
  }

  private Worth worth(Rejected rejected) {
    if (!sampling) {
      return Worth.NOTHING;
    }
    var what = rejected.account() + ' ' + rejected.outTradeNo() + ' ' + rejected.reason();
    synchronized (seen) {
      if (seen.get(what) != null) {
        return repeats.take() ? Worth.REPEAT : Worth.NOTHING;
      }
      if (!firsts.take()) {
        return Worth.NOTHING;
      }
      seen.put(what, true);
      return Worth.FIRST;
    }
  }

  private void tick() {
    try {
      warnings.tick();
      write();
    } catch (RuntimeException e) {
      // Let through, it would end the clock.
      log.warn("refused requests were not written", e);
    }
  }

  private synchronized void write() {
    List<Rejections.Kept> batch = new ArrayList<>();
    waiting.drainTo(batch);
    try {
      if (!batch.isEmpty()) {
        rejections.write(batch);
        written += batch.size();
        batch.clear();
      }
      if (written >= PRUNE_AFTER_ROWS || !clock.instant().isBefore(prunedAt.plus(PRUNE_AFTER))) {
        prune();
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("{} refused requests are not stored yet: {}", batch.size(), e.toString());
      batch.forEach(waiting::offer);
    }
  }

  private void prune() throws SQLException {
    rejections.prune(kept);
    written = 0;
    prunedAt = clock.instant();
  }

  @Override
  public void close() {
    writer.shutdown();
    write();
    try {
      if (written > 0) {
        prune();
      }
    } catch (SQLException | RuntimeException e) {
      log.debug("refused requests were not pruned: {}", e.toString());
    }
    warnings.close();
  }
}
