package io.github.paybell.engine.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store takes writes, which is all that a probe may ask of a receiver. Known without a
 * question to the database. Thread-safe.
 *
 * <p>When a commit has failed, and each second while not ready, a write of our own decides: it
 * fails, or does not return within 3 s: not ready; it commits for 3 s: ready. A lock on an order
 * does not hold it up. While nothing is wrong, the store is looked at every 2 s, and a doubt is
 * settled by the same write.
 */
public final class Readiness implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  static final Duration TICK = Duration.ofSeconds(1);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  // A disk that stalls for a moment is none that is away.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  // A store that is just coming back, or goes and comes, is not believed at its first write: 3 s of
  // them, the last of which may come a little early.
  private static final long PROOF_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  // By this a replica's row shows that it lives.
  private static final long WRITE_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int CLOSE_SECONDS = 1;

  /** A question to the store. */
  interface Question {
    void ask() throws SQLException;
  }

  /** A write of our own. */
  interface Write {
    /**
     * @param takesRoom whether it is to need as much room on the disk as notifications do
     */
    void run(boolean takesRoom) throws SQLException;
  }

  /** A look that may raise a doubt. */
  interface Doubt {
    boolean doubts() throws SQLException;
  }

  private record Finding(boolean wrote, @Nullable String why, boolean certain) {}

  private final Write write;
  private final Question tidy;
  private final Doubt look;
  private final LongSupplier nanoTime;
  private final Supplier<Optional<String>> objection;
  private @Nullable ScheduledThreadPoolExecutor threads;

  private volatile @Nullable String why;
  private volatile boolean doubted;
  // A full disk: what takes no room may be written all the same.
  private volatile boolean withoutRoom;
  private volatile long committedAt;

  // All below under the lock.
  private boolean written;
  private boolean asking;
  private long askedAt;
  private long lookedAt;
  private long writtenAt;
  private long awaySince;
  private boolean proving;
  private long provingSince;

  /**
   * @param objection why what is committed must not be acknowledged, whatever the database says
   */
  Readiness(
      Write write,
      Question tidy,
      Doubt look,
      Supplier<Optional<String>> objection,
      LongSupplier nanoTime) {
    this.write = write;
    this.tidy = tidy;
    this.look = look;
    this.objection = objection;
    this.nanoTime = nanoTime;
    committedAt = nanoTime.getAsLong() - PATIENCE_NANOS;
  }

  /** Whether the store takes writes. */
  public boolean ready() {
    return why == null;
  }

  /** Why it does not, in one sentence for a person; empty: it does. */
  public Optional<String> why() {
    return Optional.ofNullable(why);
  }

  /** Begins to watch, by threads of its own. Again: does nothing. */
  public synchronized void start() {
    if (threads != null) {
      return;
    }
    var number = new AtomicInteger();
    // One keeps time while the other waits for the store.
    var two =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              var thread = new Thread(task, "paybell-readiness-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    two.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    var unused =
        two.scheduleAtFixedRate(() -> tick(two), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    threads = two;
  }

  /**
   * A transaction of the store's failed, for whatever reason: the own write will tell which.
   *
   * @param noRoom whether the disk had no room for it
   */
  void failed(boolean noRoom) {
    if (noRoom) {
      withoutRoom = true;
    }
    doubted = true;
  }

  /** A group of notifications was committed. */
  void committed() {
    committedAt = nanoTime.getAsLong();
  }

  /**
   * A second has passed.
   *
   * @param executor asks the store
   */
  public void tick(Executor executor) {
    boolean toWrite;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (asking) {
        if (now - Math.max(askedAt, committedAt) >= PATIENCE_NANOS) {
          away(
              "the database has not answered for "
                  + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                  + " s",
              now);
        }
        return;
      }
      toWrite = why != null || doubted || isHourOver(now);
      if (!toWrite && now - lookedAt < LOOK_NANOS) {
        return;
      }
      asking = true;
      askedAt = now;
      doubted = false;
    }
    try {
      executor.execute(() -> ask(toWrite));
    } catch (RejectedExecutionException e) {
      log.debug("the store is closing", e);
    }
  }

  private void ask(boolean toWrite) {
    try {
      if (note(find(toWrite))) {
        tidy.ask();
      }
    } catch (SQLException | RuntimeException e) {
      log.debug("rows of replicas that are gone stay for an hour more", e);
    } finally {
      synchronized (this) {
        asking = false;
      }
    }
  }

  private Finding find(boolean toWrite) {
    boolean doubts = toWrite;
    try {
      var worthless = objection.get();
      if (worthless.isPresent()) {
        return new Finding(false, worthless.get(), true);
      }
      doubts = doubts || look.doubts();
    } catch (SQLException | RuntimeException e) {
      log.debug("the store did not say how it is", e);
      doubts = true;
    }
    if (!doubts) {
      return new Finding(false, null, false);
    }
    try {
      write.run(withoutRoom);
      return new Finding(true, null, false);
    } catch (SQLException | RuntimeException e) {
      return new Finding(true, String.valueOf(e.getMessage()), false);
    }
  }

  /** Whether the hour's write is done. */
  private synchronized boolean note(Finding finding) {
    long now = nanoTime.getAsLong();
    lookedAt = now;
    var reason = finding.why();
    if (reason != null) {
      if (!finding.certain() && committedAt - askedAt > 0) {
        // A whole group got through where ours did not: the store takes writes. Asked again.
        doubted = true;
      } else {
        away(reason, now);
      }
    } else if (finding.wrote()) {
      if (why != null) {
        prove(now);
      } else {
        withoutRoom = doubted && withoutRoom;
        if (isHourOver(now)) {
          written = true;
          writtenAt = now;
          return true;
        }
      }
    }
    return false;
  }

  private boolean isHourOver(long now) {
    return !written || now - writtenAt >= WRITE_NANOS;
  }

  private void prove(long now) {
    if (!proving) {
      proving = true;
      provingSince = now;
    } else if (now - provingSince >= PROOF_NANOS) {
      why = null;
      proving = false;
      withoutRoom = false;
      log.info(
          "ready again after {} s: the store takes writes",
          TimeUnit.NANOSECONDS.toSeconds(now - awaySince));
    }
  }

  private void away(String reason, long now) {
    proving = false;
    if (why == null) {
      awaySince = now;
      log.warn("not ready, nothing can be stored: {}", reason);
    }
    why = reason;
  }

  /** Stops watching, within a second; what it knew last stays. */
  @Override
  public void close() {
    ScheduledThreadPoolExecutor ending;
    synchronized (this) {
      ending = threads;
      threads = null;
    }
    if (ending == null) {
      return;
    }
    ending.shutdown();
    try {
      // A write that is interrupted breaks its connection, of which the pool complains at length.
      if (!ending.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        ending.shutdownNow();
      }
    } catch (InterruptedException e) {
      ending.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
