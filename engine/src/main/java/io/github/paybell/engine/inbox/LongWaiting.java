package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.StandingProblems;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Says that stored notifications are not handled, because the shop's listener fails or is too slow,
 * long before the first is given up, and that they are again. Thread-safe.
 */
public final class LongWaiting {
  /** How long a notification may wait; far above a shop's restart. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String CAUSE =
      "stored notifications wait for the shop's listener for more than 15 minutes";

  private final Store store;
  private final StandingProblems problems;
  private final Clock clock;
  private final Sql waits;

  public LongWaiting(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.clock = clock;
    problems = new StandingProblems(store, ledger, ProblemKind.HANDLING_BEHIND);
    waits = Sql.load(LongWaiting.class, store, "long_waiting");
  }

  /** Opens or ends the problem. Only reads where nothing has changed. */
  public void check() throws SQLException {
    var rows =
        waits
            .rows()
            .set("before", clock.instant().minus(PATIENCE))
            .set("given_up", RetrySchedule.GIVEN_UP);
    boolean behind =
        store.read(connection -> rows.first(connection, row -> row.mustUuid("id"))).isPresent();
    problems.become(behind ? Set.of(CAUSE) : Set.of());
  }
}
