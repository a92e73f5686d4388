package io.github.paybell.engine.delivery;

import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Lets settled rows go when they are old. Thread-safe; replicas at once only share the work. */
final class Pruning {
  /** How long dead ones stay: longer than the books of a year are looked back at. */
  static final Duration DEAD_KEPT = Duration.ofDays(400);

  // Few enough that others hardly wait for one transaction, also where there is one writer.
  private static final int STEP = 1_000;

  private final Store store;
  private final Duration kept;
  private final Clock clock;
  private final Sql step;
  private final Sql delivered;
  private final Sql deadStep;
  private final Sql dead;
  private final Sql attempts;

  Pruning(Store store, Duration kept, Clock clock) {
    this.store = store;
    this.kept = kept;
    this.clock = clock;
    step = Sql.load(Pruning.class, store, "prune_step");
    delivered = Sql.load(Pruning.class, store, "prune_delivered");
    deadStep = Sql.load(Pruning.class, store, "dead_step");
    dead = Sql.load(Pruning.class, store, "prune_dead");
    attempts = Sql.load(Pruning.class, store, "prune_attempts");
  }

  long run() throws SQLException {
    return walk(step, delivered, kept) + walk(deadStep, dead, DEAD_KEPT);
  }

  private long walk(Sql steps, Sql delete, Duration age) throws SQLException {
    var past = EventIds.first(clock.instant().minus(age));
    long deleted = 0;
    for (var after = EventIds.LEAST; !Thread.currentThread().isInterrupted(); ) {
      var upTo = last(steps.rows(), after, past);
      deleted += delete(delete.rows(), after, upTo, past);
      if (upTo.equals(past)) {
        break;
      }
      after = upTo;
    }
    return deleted;
  }

  /** The end of a step; past itself: what is left is no whole step. */
  private UUID last(Rows rows, UUID after, UUID past) throws SQLException {
    rows.set("after", after).set("past", past).set("last", STEP - 1);
    return store
        .read(connection -> rows.first(connection, row -> row.mustUuid("event_id")))
        .orElse(past);
  }

  private int delete(Rows rows, UUID after, UUID upTo, UUID past) throws SQLException {
    rows.set("after", after).set("upto", upTo).set("past", past);
    var gone = attempts.rows().set("after", after).set("upto", upTo).set("past", past);
    return store.write(
        connection -> {
          int deleted = rows.execute(connection);
          gone.execute(connection);
          return deleted;
        });
  }
}
