package io.github.paybell.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulated time and what is due on it. At a {@link Speed} it runs along with real time; by hand it
 * stands still until {@link #advance}. What is due runs on one thread, in the order of due times,
 * and first come, first served among equal ones. Thread-safe.
 */
public final class SimClock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SimClock.class);

  private record Due(Instant at, long number, Supplier<? extends CompletionStage<?>> task)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = at.compareTo(other.at);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Clock real;
  private final Thread runner;

  private Speed speed;
  private Instant simulatedBase;
  private Instant realBase;
  private long number;
  private int underWay;
  private boolean advancing;
  private boolean closed;

  /**
   * A clock that shows what the real one shows now.
   *
   * @param real real time
   * @param speed how fast it runs from here
   */
  public SimClock(Clock real, Speed speed) {
    this.real = real;
    this.speed = speed;
    this.realBase = real.instant();
    this.simulatedBase = realBase;
    this.runner = new Thread(this::run, "simulator-clock");
    runner.setDaemon(true);
    runner.start();
  }

  /** Simulated time. */
  public Instant now() {
    lock.lock();
    try {
      return simulatedBase.plus(
          Duration.between(realBase, real.instant()).multipliedBy(speed.factor()));
    } finally {
      lock.unlock();
    }
  }

  /** How fast it runs. */
  public Speed speed() {
    lock.lock();
    try {
      return speed;
    } finally {
      lock.unlock();
    }
  }

  /** Runs at another speed from now on; what is shown does not jump. */
  public void run(Speed faster) {
    lock.lock();
    try {
      moveTo(now());
      speed = faster;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Runs a task when simulated time is there; at once, on the clock's thread, if it is past. */
  public void at(Instant due, Runnable task) {
    atFor(
        due,
        () -> {
          task.run();
          return CompletableFuture.completedFuture(null);
        });
  }

  /**
   * As {@link #at}, for a task that is done only when its stage is: {@link #advance} waits for it
   * before it goes on, running time does not.
   */
  public void atFor(Instant due, Supplier<? extends CompletionStage<?>> task) {
    lock.lock();
    try {
      queue.add(new Due(due, number++, task));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #at}, counted from now. */
  public void after(Duration delay, Runnable task) {
    at(now().plus(delay), task);
  }

  /**
   * Moves time forward and runs what becomes due on the way, each at its own moment and to its end.
   * Also while time runs by itself.
   *
   * @param by how far, not negative
   * @throws IllegalArgumentException if negative
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + by);
    }
    Instant target;
    lock.lock();
    try {
      // By hand, what is under way may still make something due, and its turn would be missed.
      while (advancing || (speed.isManual() && busy())) {
        changed.awaitUninterruptibly();
      }
      advancing = true;
      target = now().plus(by);
    } finally {
      lock.unlock();
    }
    try {
      for (Due due = takeUntil(target); due != null; due = takeUntil(target)) {
        start(due).join();
      }
    } finally {
      lock.lock();
      try {
        if (now().isBefore(target)) {
          moveTo(target);
        }
        advancing = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until nothing is due by now and nothing that was started is under way. */
  public void settle() {
    lock.lock();
    try {
      while (!closed && (advancing || busy())) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean busy() {
    Due first = queue.peek();
    return underWay > 0 || (first != null && !first.at().isAfter(now()));
  }

  /** Forgets everything that is due. */
  public void clear() {
    lock.lock();
    try {
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(Instant simulated) {
    simulatedBase = simulated;
    realBase = real.instant();
  }

  private @Nullable Due takeUntil(Instant target) {
    lock.lock();
    try {
      Due first = queue.peek();
      if (first == null || first.at().isAfter(target)) {
        return null;
      }
      if (now().isBefore(first.at())) {
        moveTo(first.at());
      }
      underWay++;
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Starts what was taken; the future ends with it, well or not. */
  private CompletableFuture<Void> start(Due due) {
    CompletionStage<?> stage;
    try {
      stage = due.task().get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedFuture(e);
    }
    return stage.toCompletableFuture().handle((done, failure) -> ended(failure));
  }

  private @Nullable Void ended(@Nullable Throwable failure) {
    if (failure != null) {
      log.error("a task of the simulated clock failed", failure);
    }
    lock.lock();
    try {
      underWay--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return null;
  }

  private void run() {
    while (true) {
      Due due = next();
      if (due == null) {
        return;
      }
      // Time that runs does not wait; what fails has been logged.
      CompletableFuture<Void> unused = start(due);
    }
  }

  /** Waits for the next task that is due; null when closed. */
  private @Nullable Due next() {
    lock.lock();
    try {
      while (!closed) {
        Due first = queue.peek();
        if (first == null || advancing) {
          changed.awaitUninterruptibly();
          continue;
        }
        Duration left = Duration.between(now(), first.at());
        if (left.isZero() || left.isNegative()) {
          underWay++;
          return queue.poll();
        }
        if (speed.isManual()) {
          changed.awaitUninterruptibly();
        } else {
          await(left.dividedBy(speed.factor()));
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  // The caller is the loop.
  @SuppressWarnings("WaitNotInLoop")
  private void await(Duration realTime) {
    try {
      // At least a millisecond, or a rest of nanoseconds would be waited for by spinning.
      long unused = changed.awaitNanos(Math.max(realTime.toNanos(), 1_000_000));
    } catch (InterruptedException e) {
      // An interrupt of the clock's own thread asks it to end.
      closed = true;
    }
  }
}
