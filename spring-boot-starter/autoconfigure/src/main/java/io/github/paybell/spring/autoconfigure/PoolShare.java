package io.github.paybell.spring.autoconfigure;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Paybell's part of the shop's pool: half of it, in three parts that do not wait for one another.
 * However long listeners take, notifications are recorded, and the shop's own pages have the other
 * half (ONE_STOPS_NOBODY). What the shop's own threads ask of Paybell is the shop's. Thread-safe.
 */
final class PoolShare {
  /** The default of Druid, DBCP2 and Hikari or less. */
  private static final int UNKNOWN_POOL = 8;

  private static final int MOST_LISTENERS = 8;

  // Below the pools' own patience, and above any healthy transaction.
  private static final long PATIENCE_SECONDS = 10;

  /** The engine's threads whose transactions wait for no order's lock and call no listener. */
  static final List<String> SHORT =
      List.of(
          "paybell-inbox",
          "paybell-readiness",
          "paybell-settle",
          "paybell-pending",
          "paybell-sweeps",
          "paybell-delivery",
          "paybell-rejections");

  /** Those that call listeners; as many as there are may have a connection. */
  static final String LISTENERS = "paybell-handling";

  /** All of the engine's threads, and its timers'. */
  private static final List<String> OURS = List.of("paybell-", "db-scheduler");

  private final int listeners;
  private final int all;
  private final Semaphore records;
  private final Semaphore asks;
  private final ThreadLocal<@Nullable Boolean> inside = new ThreadLocal<>();

  /**
   * @param pool how many connections it may have; empty: unknown
   */
  PoolShare(OptionalInt pool) {
    all = Math.max(2, pool.orElse(UNKNOWN_POOL) / 2);
    int part = Math.max(1, all / 4);
    listeners = Math.max(1, Math.min(MOST_LISTENERS, all - 2 * part));
    records = new Semaphore(part, true);
    // Two connections in all: what is no listener takes turns.
    asks = all < 3 ? records : new Semaphore(part, true);
  }

  /** How many orders may be handled at once. */
  int listeners() {
    return listeners;
  }

  /** How many connections Paybell's threads may hold at once. */
  int all() {
    return all;
  }

  /** The right to one connection, until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for the right to one connection of the pool. A thread that has it already, and one of the
   * shop's, gets it at once.
   *
   * @throws SQLTransientConnectionException if it does not come
   */
  Held enter() throws SQLException {
    var part = part(Thread.currentThread().getName());
    if (part == null || inside.get() != null) {
      return () -> {};
    }
    try {
      if (!part.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLTransientConnectionException(
            "Paybell's part of the shop's connection pool, "
                + all
                + " connections, was taken for "
                + PATIENCE_SECONDS
                + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    }
    inside.set(true);
    return () -> {
      inside.remove();
      part.release();
    };
  }

  private @Nullable Semaphore part(String thread) {
    if (thread.startsWith(LISTENERS) || OURS.stream().noneMatch(thread::startsWith)) {
      return null;
    }
    return SHORT.stream().anyMatch(thread::startsWith) ? records : asks;
  }
}
