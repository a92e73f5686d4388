package io.github.paybell.engine.inbox;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of threads with a bounded number of tasks that wait (BOUNDED). Thread-safe. */
final class ProcessingPool {
  private static final long IDLE_SECONDS = 30;

  private final AtomicInteger made = new AtomicInteger();
  private final ThreadPoolExecutor pool;

  /**
   * @param name of its threads, before their number
   */
  ProcessingPool(String name, int threads, int mostWaiting) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            task -> {
              var thread = new Thread(task, name + '-' + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws RejectedExecutionException if too many wait, or after {@link #close}
   */
  void execute(Runnable task) {
    pool.execute(task);
  }

  int waiting() {
    return pool.getQueue().size();
  }

  int room() {
    return pool.isShutdown() ? 0 : pool.getQueue().remainingCapacity();
  }

  /** Forgets what has not begun; lets what has begun end, for a moment, then interrupts it. */
  void close(long seconds) {
    pool.shutdown();
    pool.getQueue().clear();
    try {
      if (!pool.awaitTermination(seconds, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
