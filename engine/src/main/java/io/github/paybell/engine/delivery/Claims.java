package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.store.Dialect;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * Takes rows that are due so that no other process has them for a while: a claim is a name and the
 * end of a lease, written in one short transaction. Thread-safe.
 */
final class Claims {
  /** Longer than any channel lets an attempt take; then a replica that died gives its rows back. */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** Rows of one claim at most: more do not make it cheaper, and a crash leaves them to wait. */
  static final int BATCH = 256;

  private final Store store;
  private final boolean lookFirst;
  private final Sql anyDue;
  private final Sql release;
  private final Statements statements;

  /** One statement that does all, or three that follow each other. */
  private interface Statements {
    List<Claimed> claim(Connection connection, Wanted wanted) throws SQLException;
  }

  private record Wanted(String subscriber, int limit, Instant now, UUID claim, Instant leaseEnd) {}

  private record Due(UUID event, int attempts) {}

  Claims(Store store) {
    this.store = store;
    // Where one connection writes, a claim that finds nothing still keeps the others from it.
    lookFirst = store.dialect().writers() == 1;
    anyDue = Sql.load(Claims.class, store, "any_due");
    release = Sql.load(Claims.class, store, "release");
    statements = store.dialect() == Dialect.POSTGRESQL ? inOne(store) : inThree(store);
  }

  /**
   * Whether something has been due since {@code past} that is not under way.
   *
   * @throws SQLException if the store cannot be asked
   */
  boolean anyDue(String subscriber, Instant past, Instant now) throws SQLException {
    var rows = anyDue.rows().set("subscriber", subscriber).set("past", past).set("now", now);
    return store
        .read(connection -> rows.first(connection, row -> row.mustUuid("event_id")))
        .isPresent();
  }

  /**
   * Claims what has been due longest.
   *
   * @param limit 1 to {@link #BATCH}
   * @return in no order
   */
  List<Claimed> claim(String subscriber, int limit, Instant now) throws SQLException {
    if (lookFirst && !anyDue(subscriber, now, now)) {
      return List.of();
    }
    return store.write(
        connection -> {
          var wanted = new Wanted(subscriber, limit, now, UUID.randomUUID(), now.plus(LEASE));
          return statements.claim(connection, wanted);
        });
  }

  private static Statements inOne(Store store) {
    var sql = Sql.load(Claims.class, store, "claim");
    return (connection, wanted) ->
        sql.rows()
            .set("subscriber", wanted.subscriber())
            .set("limit", wanted.limit())
            .set("now", wanted.now())
            .set("claim", wanted.claim())
            .set("lease_end", wanted.leaseEnd())
            .query(
                connection,
                row ->
                    new Claimed(
                        EventColumns.event(row),
                        (int) row.number("attempts"),
                        wanted.claim(),
                        wanted.leaseEnd()));
  }

  private static Statements inThree(Store store) {
    var due = Sql.load(Claims.class, store, "due");
    var lease = Sql.load(Claims.class, store, "lease");
    var eventsById = Sql.load(Claims.class, store, "events_by_id");
    return (connection, wanted) -> {
      var found =
          due.rows()
              .set("subscriber", wanted.subscriber())
              .set("limit", wanted.limit())
              .set("now", wanted.now())
              .query(
                  connection,
                  row -> new Due(row.mustUuid("event_id"), (int) row.number("attempts")));
      var leased = lease.rows();
      var ids = eventsById.rows();
      for (var each : found) {
        leased
            .add()
            .set("event_id", each.event())
            .set("subscriber", wanted.subscriber())
            .set("claim", wanted.claim())
            .set("lease_end", wanted.leaseEnd());
        ids.add().set("event_id", each.event());
      }
      leased.execute(connection);
      var events = new HashMap<UUID, Event>();
      for (var event : ids.query(connection, EventColumns::event)) {
        events.put(event.id(), event);
      }
      var claimed = new ArrayList<Claimed>();
      for (var each : found) {
        var event = events.get(each.event());
        if (event == null) {
          throw new SQLException("a delivery has no event");
        }
        claimed.add(new Claimed(event, each.attempts(), wanted.claim(), wanted.leaseEnd()));
      }
      return claimed;
    };
  }

  /** Gives back what was claimed and not begun. */
  void release(String subscriber, List<Claimed> claimed) throws SQLException {
    var rows = release.rows();
    for (var each : claimed) {
      rows.add()
          .set("event_id", each.event().id())
          .set("subscriber", subscriber)
          .set("claim", each.claim());
    }
    store.write(rows::execute);
  }
}
