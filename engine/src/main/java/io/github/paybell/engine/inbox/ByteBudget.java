package io.github.paybell.engine.inbox;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held at once, by all together (BOUNDED). Thread-safe. */
public final class ByteBudget {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param most bytes
   */
  public ByteBudget(long most) {
    this.most = most;
  }

  /** A part of what the heap may grow to: an eighth is {@code ofHeap(8)}. */
  public static ByteBudget ofHeap(int parts) {
    return new ByteBudget(Runtime.getRuntime().maxMemory() / parts);
  }

  /**
   * Takes its share, if there is one.
   *
   * @return false: nothing was taken
   */
  public boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  public void give(long bytes) {
    held.addAndGet(-bytes);
  }
}
