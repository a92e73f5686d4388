package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Receipt.Correction;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, off the request path, which answers were others than the rows say, or took longer:
 * busy after the deadline, a listener that failed. Bounded; what does not fit, and what a crash
 * catches within a second, stays as it was written first, which harms the record and no order
 * (BOUNDED). Thread-safe.
 */
final class Corrections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Corrections.class);

  // A second of a server at its limit whose answers are all late.
  private static final int MOST_WAITING = 16_384;
  private static final int MOST_TOGETHER = 1_024;

  private final Store store;
  private final Sql notification;
  private final Sql arrival;
  private final ArrayBlockingQueue<Correction> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-corrections");
            thread.setDaemon(true);
            return thread;
          });

  Corrections(Store store) {
    this.store = store;
    notification = Sql.load(Corrections.class, store, "correct_notification");
    arrival = Sql.load(Corrections.class, store, "correct_arrival");
    var unused = writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
  }

  /** Does not block. */
  void offer(@Nullable Correction correction) {
    if (correction != null) {
      waiting.offer(correction);
    }
  }

  private void write() {
    var batch = new ArrayList<Correction>();
    while (waiting.drainTo(batch, MOST_TOGETHER) > 0) {
      // Everyone who locks several rows of this table does so in the same order.
      batch.sort(Comparator.comparing(Correction::id));
      try {
        store.write(connection -> write(connection, batch));
      } catch (SQLException | RuntimeException e) {
        log.warn(
            "how {} notifications were answered was not corrected: {}", batch.size(), e.toString());
      }
      batch.clear();
    }
  }

  private int write(Connection connection, List<Correction> batch) throws SQLException {
    var firsts = notification.rows();
    var copies = arrival.rows();
    for (var each : batch) {
      (each.copy() ? copies : firsts)
          .add()
          .set("id", each.id())
          .set("arrived_at", each.at())
          .set("answered", each.answer().name())
          .set("took_ms", each.answer().tookMs());
    }
    return firsts.execute(connection) + copies.execute(connection);
  }

  /** Writes what waits. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      // An interrupted write would close SQLite's one connection under it.
      if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    write();
  }
}
