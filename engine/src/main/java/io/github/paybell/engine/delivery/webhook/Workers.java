package io.github.paybell.engine.delivery.webhook;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Works off what is added, on at most so many daemon threads, which come when there is work and go
 * when there was none for a while. Thread-safe.
 */
final class Workers<T> {
  private static final long IDLE_SECONDS = 30;

  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();
  private final int most;
  private final Consumer<T> work;
  private final ExecutorService threads;

  /**
   * @param work must not throw: what is left then waits for the next that is added
   */
  Workers(String name, int most, Consumer<T> work) {
    this.most = most;
    this.work = work;
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // never more than most: begin() counts
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              var thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns at once.
   *
   * @throws RejectedExecutionException if it is closed
   */
  void add(List<T> more) {
    if (threads.isShutdown()) {
      throw new RejectedExecutionException("closed");
    }
    queue.addAll(more);
    for (int i = 0; i < more.size() && begin(); i++) {
      try {
        threads.execute(this::work);
      } catch (RuntimeException | Error e) {
        working.decrementAndGet(); // closed, or the machine is out of threads
        throw e;
      }
    }
  }

  /** Lets what is in work end and forgets the rest. */
  void close() {
    threads.shutdown();
    queue.clear();
  }

  private boolean begin() {
    int now = working.get();
    while (now < most) {
      if (working.compareAndSet(now, now + 1)) {
        return true;
      }
      now = working.get();
    }
    return false;
  }

  private void work() {
    do {
      try {
        for (var one = queue.poll(); one != null; one = queue.poll()) {
          work.accept(one);
        }
      } finally {
        working.decrementAndGet();
      }
      // a task added between the last poll and here may have found all of us at work
    } while (!queue.isEmpty() && begin());
  }
}
