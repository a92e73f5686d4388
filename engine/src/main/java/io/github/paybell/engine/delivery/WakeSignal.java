package io.github.paybell.engine.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Wakes the one thread that waits. A ring while it does not is kept for the next wait; many are
 * one. Thread-safe.
 */
final class WakeSignal {
  private volatile boolean rung;
  private volatile boolean closed;

  /** Cheap where it has rung already: each commit rings, and must not wait for it. */
  void ring() {
    if (!rung) {
      synchronized (this) {
        rung = true;
        notifyAll();
      }
    }
  }

  /** Waits for a ring, so long at most, and takes it. */
  void await(long millis) {
    waitFor(millis, true);
    rung = false;
  }

  /** Waits so long in spite of rings, unless it is closed. */
  void rest(long millis) {
    waitFor(millis, false);
  }

  private synchronized void waitFor(long millis, boolean forRing) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0 && !closed && !(forRing && rung); ) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** From now on no wait blocks. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  boolean closed() {
    return closed;
  }
}
