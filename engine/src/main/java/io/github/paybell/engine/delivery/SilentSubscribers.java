package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.StandingProblems;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;

/**
 * Says that a subscriber falls behind, long before its first delivery is given up, and that it no
 * longer does. Thread-safe.
 */
public final class SilentSubscribers {
  /** How long an event may wait; far above a subscriber's restart. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Store store;
  private final StandingProblems problems;
  private final Clock clock;
  private final Sql behind;

  public SilentSubscribers(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.clock = clock;
    problems = new StandingProblems(store, ledger, ProblemKind.DELIVERY_BEHIND);
    behind = Sql.load(SilentSubscribers.class, store, "subscribers_behind");
  }

  /** Makes those that are behind now the open problems. Only reads where nothing has changed. */
  public void check() throws SQLException {
    var rows = behind.rows().set("before", Ids.first(clock.instant().minus(PATIENCE)));
    problems.become(
        new HashSet<>(
            store.read(
                connection -> rows.query(connection, row -> cause(row.mustText("subscriber"))))));
  }

  private static String cause(String subscriber) {
    return "events wait for subscriber " + subscriber + " for more than 15 minutes";
  }
}
