package io.github.paybell.engine.account;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the accounts anew when one is asked for that is not known: twice a second at most, however
 * often it is asked, and for few callers at a time (BOUNDED). Thread-safe.
 */
final class RefreshOnDemand {
  private static final Logger log = LoggerFactory.getLogger(RefreshOnDemand.class);

  /** What a stranger with made-up tokens can make us ask the database, and hold of our threads. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  static final int MOST_WAITING = 16;

  /** Below the 2 s in which every notification is answered (IN_TIME). */
  private static final long LONGEST_MILLIS = 1_500;

  /** Reads them anew. */
  interface Refresh {
    void run() throws SQLException;
  }

  private final Refresh refresh;

  // Guarded by this. The one that has not begun to read, so that it reads what was stored before.
  private @Nullable CompletableFuture<Void> next;
  private int waiting;
  private boolean working;

  RefreshOnDemand(Refresh refresh) {
    this.refresh = refresh;
  }

  /** Ends when they were read after this call; at once where too many wait. */
  synchronized CompletableFuture<Void> ask() {
    var ending = next;
    if (ending == null) {
      ending =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
      next = ending;
      waiting = 0;
      if (!working) {
        working = true;
        // By its name it takes its connection where the engine's other sweeps take theirs.
        var thread = new Thread(this::work, "paybell-sweeps-accounts");
        thread.setDaemon(true);
        thread.start();
      }
    }
    return ++waiting > MOST_WAITING ? CompletableFuture.completedFuture(null) : ending;
  }

  private void work() {
    for (var ending = take(); ending != null; ending = take()) {
      long begun = System.nanoTime();
      try {
        refresh.run();
      } catch (SQLException | RuntimeException e) {
        log.debug("accounts were not read again: {}", e.toString());
      } finally {
        ending.complete(null);
      }
      for (long left = BETWEEN_NANOS; left > 0; ) {
        LockSupport.parkNanos(left);
        left = begun + BETWEEN_NANOS - System.nanoTime();
      }
    }
  }

  private synchronized @Nullable CompletableFuture<Void> take() {
    var ending = next;
    next = null;
    working = ending != null;
    return ending;
  }
}
