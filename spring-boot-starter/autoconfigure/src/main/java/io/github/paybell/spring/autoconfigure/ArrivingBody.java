package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.ByteBudget;
import io.github.paybell.engine.inbox.MaxBody;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The body of one notification while it arrives. It holds no thread of the container: a sender that
 * is slow, or stops, keeps no other waiting (IN_TIME, BOUNDED). It ends once: whole, or given up.
 */
final class ArrivingBody implements ReadListener {
  // As the server's notify listener does. WeChat Pay itself gives up after five seconds.
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int FIRST_BYTES = 4_096;

  private final ServletInputStream in;
  private final MaxBody maxBody;
  private final ByteBudget budget;
  private final Taker taker;
  private final long begun = System.nanoTime();

  // The container calls on one thread at a time; the sweep comes from another.
  private byte[] bytes = {};
  private int length;
  private long lastBytes = begun;
  private boolean ended;

  /** Who waits for the body; called once, on any thread. */
  interface Taker {
    /**
     * The whole body is there.
     *
     * @param answered to be run when it is not held any more
     */
    void whole(byte[] body, Runnable answered);

    /**
     * It will not come.
     *
     * @param status 408, 413 or 503
     * @param bytes that came
     */
    void givenUp(int status, long bytes);
  }

  /**
   * @param budget of all bodies together
   */
  ArrivingBody(ServletInputStream in, MaxBody maxBody, ByteBudget budget, Taker taker) {
    this.in = in;
    this.maxBody = maxBody;
    this.budget = budget;
    this.taker = taker;
  }

  @Override
  public void onDataAvailable() throws IOException {
    int status = read();
    if (status != 0) {
      giveUp(status);
    }
  }

  /** Reads what is there. */
  private synchronized int read() throws IOException {
    while (!ended && in.isReady()) {
      if (!makeRoom()) {
        return 503;
      }
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return 0;
      }
      length += read;
      lastBytes = System.nanoTime();
      if (length > maxBody.bytes()) {
        return 413;
      }
    }
    return 0;
  }

  // One byte more than may come, so that one too many is seen.
  private boolean makeRoom() {
    if (length == bytes.length) {
      int more = Math.min(Math.max(FIRST_BYTES, length), maxBody.bytes() + 1 - length);
      if (!budget.take(more)) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, length + more);
    }
    return true;
  }

  @Override
  public void onAllDataRead() {
    byte[] whole;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      whole = Arrays.copyOf(bytes, length);
      budget.give(bytes.length - length);
      bytes = new byte[0];
    }
    taker.whole(whole, () -> budget.give(whole.length));
  }

  @Override
  public void onError(Throwable failure) {
    giveUp(408);
  }

  /**
   * Gives up what takes too long; to be called now and then.
   *
   * @return whether it has ended
   */
  boolean sweep(long now) {
    boolean late;
    synchronized (this) {
      late = now - lastBytes > LONGEST_PAUSE_NANOS || now - begun > LONGEST_NANOS;
      if (ended) {
        return true;
      }
    }
    if (late) {
      giveUp(408);
    }
    return late;
  }

  private void giveUp(int status) {
    int came;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      came = length;
      budget.give(bytes.length);
      bytes = new byte[0];
    }
    taker.givenUp(status, came);
  }
}
