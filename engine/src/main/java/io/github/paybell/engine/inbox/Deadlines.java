package io.github.paybell.engine.inbox;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each request exactly once: by its outcome, or when its time is up (IN_TIME). All requests
 * have the same time, so a queue in order of arrival is enough; one thread looks at its head.
 */
final class Deadlines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

  // A twentieth of a second late is nothing to a sender that waits five.
  private static final long LOOK_EVERY_MILLIS = 50;

  private final long nanos;
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  Deadlines(Duration deadline) {
    nanos = deadline.toNanos();
    clock.scheduleAtFixedRate(
        this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A request that waits for its answer. */
  static final class Waiter {
    private final long due;
    private final Consumer<Reply> answer;
    private final Reply tooLate;
    private final AtomicBoolean answered = new AtomicBoolean();

    private Waiter(long due, Consumer<Reply> answer, Reply tooLate) {
      this.due = due;
      this.answer = answer;
      this.tooLate = tooLate;
    }

    /**
     * @return false if it had been answered before
     */
    boolean answer(Reply reply) {
      boolean first = answered.compareAndSet(false, true);
      if (first) {
        answer.accept(reply);
      }
      return first;
    }
  }

  Waiter add(Consumer<Reply> answer, Reply tooLate) {
    var waiter = new Waiter(System.nanoTime() + nanos, answer, tooLate);
    waiters.add(waiter);
    return waiter;
  }

  private void look() {
    long now = System.nanoTime();
    for (var waiter = waiters.peek();
        waiter != null && (waiter.answered.get() || waiter.due - now <= 0);
        waiter = waiters.peek()) {
      waiters.remove();
      tooLate(waiter);
    }
  }

  private static void tooLate(Waiter waiter) {
    try {
      waiter.answer(waiter.tooLate);
    } catch (RuntimeException e) {
      // Let through, it would end the clock, and none after would be answered in time.
      log.error("a waiter failed to take its answer", e);
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    for (var waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
      tooLate(waiter);
    }
  }
}
