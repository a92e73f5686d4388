package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Lets raw notifications go when they are old. What they said stays as evidence of their orders.
 * Thread-safe; replicas that do it at once only share the work.
 */
public final class Retention {
  /** Few enough that the inbox hardly waits for one transaction, also where there is one writer. */
  static final int STEP = 1_000;

  private final Store store;
  private final Clock clock;
  private final Sql step;
  private final Sql delete;
  private final Sql deleteArrivals;

  public Retention(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    step = Sql.load(Retention.class, store, "retention_step");
    delete = Sql.load(Retention.class, store, "delete_notifications");
    deleteArrivals = Sql.load(Retention.class, store, "delete_arrivals");
  }

  /**
   * Deletes the notifications that first came longer ago than this, in many short transactions.
   *
   * @param kept how long they are kept, at least 1 day
   * @return how many were deleted
   * @throws SQLException if the store cannot be asked; what was deleted until then stays deleted,
   *     and the next run goes on
   */
  public long run(Duration kept) throws SQLException {
    if (kept.compareTo(Duration.ofDays(1)) < 0) {
      // WeChat Pay sends one notification for a day: its copies must find the row.
      throw new IllegalArgumentException("retention must be at least 1 day, was " + kept);
    }
    var past = first(clock.instant().minus(kept).toEpochMilli());
    long deleted = 0;
    while (!Thread.currentThread().isInterrupted()) {
      var rows = step.rows().set("past", past).set("last", STEP - 1);
      var last = store.read(connection -> rows.first(connection, row -> row.mustUuid("id")));
      deleted += delete(last.orElse(past));
      if (last.isEmpty()) {
        break;
      }
    }
    return deleted;
  }

  private int delete(UUID upTo) throws SQLException {
    var rows = delete.rows().set("upto", upTo);
    var arrivals = deleteArrivals.rows().set("upto", upTo);
    return store.write(
        connection -> {
          arrivals.execute(connection);
          return rows.execute(connection);
        });
  }

  /** The least id of version 7 that a row of this millisecond may have. */
  static UUID first(long epochMillis) {
    return new UUID(epochMillis << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }
}
