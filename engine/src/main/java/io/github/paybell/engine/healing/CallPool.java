package io.github.paybell.engine.healing;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the claimed calls, each in its slot, on a bounded number of threads. Thread-safe. */
final class CallPool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CallPool.class);

  private static final int THREADS = 16;

  // With every call at its longest, 15 s, the last of these still begins within a minute, and its
  // lease lasts two (BOUNDED).
  private static final int MOST = 4 * THREADS;

  private static final long CLOSE_SECONDS = 3;

  private final Clock clock;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();
  private final ScheduledThreadPoolExecutor pool;
  private volatile boolean closing;

  CallPool(Clock clock) {
    this.clock = clock;
    pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              var thread = new Thread(task, "paybell-calls-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.setKeepAliveTime(30, TimeUnit.SECONDS);
    pool.allowCoreThreadTimeOut(true);
  }

  /** How many more turns may be taken now. */
  int room() {
    return closing ? 0 : Math.max(0, MOST - taken.get());
  }

  /** Takes a turn; it is asked at its time, or given back if this closes before. */
  void take(DueCall turn) {
    taken.incrementAndGet();
    long wait = Math.max(0, Duration.between(clock.instant(), turn.at()).toNanos());
    try {
      var unused = pool.schedule(() -> run(turn), wait, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      run(turn);
    }
  }

  private void run(DueCall turn) {
    try {
      if (closing) {
        turn.giveBack();
      } else {
        turn.ask();
      }
    } catch (RuntimeException e) {
      log.warn("query interrupted; retried when its lease expires: {}", e.toString());
    } finally {
      taken.decrementAndGet();
    }
  }

  /** Gives back what has not begun, and lets calls that are under way end, for a moment. */
  @Override
  public void close() {
    closing = true;
    pool.shutdown();
    try {
      if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
