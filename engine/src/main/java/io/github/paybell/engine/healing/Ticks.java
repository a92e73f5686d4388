package io.github.paybell.engine.healing;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is due, five times a second, and notices when the store goes away and comes back:
 * then it says so once, and the timers rest meanwhile. Thread-safe.
 */
final class Ticks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ticks.class);

  // A hint, or a refund that was asked for, is acted upon within a fifth of a second; and a look is
  // one statement that reads.
  private static final long EVERY_MILLIS = 200;

  private static final long CLOSE_SECONDS = 3;

  private final Work work;
  private final Timers timers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var made = new Thread(task, "paybell-healing");
            made.setDaemon(true);
            return made;
          });

  // Of the one thread only.
  private boolean away;

  /** What is done at each tick. */
  interface Work {
    void run() throws SQLException;
  }

  Ticks(Work work, Timers timers) {
    this.work = work;
    this.timers = timers;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void tick() {
    try {
      work.run();
      timers.run();
      if (away) {
        away = false;
        log.info("healing goes on");
      }
    } catch (SQLException | RuntimeException e) {
      if (!away) {
        away = true;
        log.warn("healing rests until the store answers again: {}", e.toString());
      }
      timers.rest();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
