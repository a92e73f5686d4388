package io.github.paybell.engine.healing;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How fast an account's queries may leave, all replicas together: each takes its slots from the
 * account's one row, under its lock (the generic cell rate algorithm). Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075399">WeChat Pay's own limits</a>
 */
final class Pace {
  // Claimed is not sent: what a replica takes further ahead than this, the others cannot have.
  private static final Duration AHEAD = Duration.ofSeconds(1);

  private final Store store;
  private final long everyMicros;
  private final Duration memory;
  private final Sql lockPace;
  private final Sql insertPace;
  private final Sql movePace;
  private final Sql foundPayment;

  /**
   * @param queriesPerSecond at least 1
   * @param memory how long a found payment is remembered before another one is noted
   */
  Pace(Store store, int queriesPerSecond, Duration memory) {
    this.store = store;
    // Rounded up: never faster than the rate.
    everyMicros = (1_000_000L + queriesPerSecond - 1) / queriesPerSecond;
    this.memory = memory;
    lockPace = Sql.load(Pace.class, store, "lock_pace");
    insertPace = Sql.load(Pace.class, store, "insert_pace");
    movePace = Sql.load(Pace.class, store, "move_pace");
    foundPayment = Sql.load(Pace.class, store, "found_payment");
  }

  /** The slots of one transaction. Not thread-safe. */
  final class Slots {
    private final String account;
    private final Instant until;
    private Instant free;

    private Slots(String account, Instant now, Instant free) {
      this.account = account;
      this.until = now.plus(AHEAD);
      this.free = free.isAfter(now) ? free : now;
    }

    /** How many slots are left before the last would be too far ahead. */
    int left() {
      return (int) Math.max(0, Duration.between(free, until).toNanos() / 1000 / everyMicros);
    }

    /**
     * Takes slots that follow each other, more than are left if need be: then others wait longer.
     *
     * @return when the first of these calls may leave
     */
    Instant take(int calls) {
      var first = free;
      free = free.plus(calls * everyMicros, ChronoUnit.MICROS);
      return first;
    }

    /** Writes what was taken; the caller commits. */
    void save(Connection connection) throws SQLException {
      movePace.rows().set("account", account).set("free_at", free).execute(connection);
    }
  }

  /** Locks the account's pace until the transaction ends. */
  Slots lock(Connection connection, String account, Instant now) throws SQLException {
    var micros = now.truncatedTo(ChronoUnit.MICROS);
    var free = lockPace.rows().set("account", account).first(connection, Pace::freeAt);
    if (free.isEmpty()) {
      insertPace.rows().set("account", account).set("free_at", micros).execute(connection);
      free = lockPace.rows().set("account", account).first(connection, Pace::freeAt);
    }
    return new Slots(account, micros, free.orElseThrow());
  }

  private static Instant freeAt(Result row) throws SQLException {
    return row.mustInstant("free_at");
  }

  /**
   * Notes that a query found a payment that no notification had told. The first of a time is kept,
   * not the last: the alarm waits a moment for the notification, and must not wait for ever where
   * payments never stop.
   */
  void found(String account, Instant now) throws SQLException {
    store.write(
        connection ->
            foundPayment
                .rows()
                .set("account", account)
                .set("now", now)
                .set("before", now.minus(memory))
                .execute(connection));
  }
}
