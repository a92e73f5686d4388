package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * Says that a subscriber falls behind, long before its first delivery is given up, and that it no
 * longer does. Thread-safe.
 */
public final class SilentSubscribers {
  /** How long an event may wait; far above a subscriber's restart. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  // No account's name: a subscriber is told of all.
  private static final String ALL = "*";

  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Sql behind;
  private final Sql openBacklogs;

  public SilentSubscribers(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    behind = Sql.load(SilentSubscribers.class, store, "subscribers_behind");
    openBacklogs = Sql.load(SilentSubscribers.class, store, "open_backlogs");
  }

  /** Makes those that are behind now the open problems. Only reads where nothing has changed. */
  public void check() throws SQLException {
    var causes = new HashSet<String>();
    var gone = new HashSet<String>();
    store.read(
        connection -> {
          behind
              .rows()
              .set("before", Ids.first(clock.instant().minus(PATIENCE)))
              .query(connection, row -> causes.add(cause(row.mustText("subscriber"))));
          return gone.addAll(open(connection));
        });
    var come = new HashSet<>(causes);
    come.removeAll(gone);
    gone.removeAll(causes);
    if (come.isEmpty() && gone.isEmpty()) {
      return;
    }
    Retry.conflicts(
        () ->
            store.write(
                connection -> {
                  var posting = ledger.openAlone(connection);
                  for (var cause : gone) {
                    posting.healed(ALL, ProblemKind.DELIVERY_BEHIND, cause);
                  }
                  for (var cause : come) {
                    posting.problem(ALL, ProblemKind.DELIVERY_BEHIND, cause);
                  }
                  posting.flush();
                  return 0;
                }));
  }

  private List<String> open(Connection connection) throws SQLException {
    return openBacklogs
        .rows()
        .set("account", ALL)
        .set("kind", ProblemKind.DELIVERY_BEHIND.wireName())
        .query(connection, row -> row.mustText("cause"));
  }

  private static String cause(String subscriber) {
    return "events wait for subscriber " + subscriber + " for more than 15 minutes";
  }
}
