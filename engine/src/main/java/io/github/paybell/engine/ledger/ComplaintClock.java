package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a person again, more urgently each time, while a complaint is neither answered nor
 * completed. Any number of replicas may run it. Thread-safe.
 */
public final class ComplaintClock {
  private static final Logger log = LoggerFactory.getLogger(ComplaintClock.class);
  private static final int PER_SWEEP = 200;

  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Sql due;

  private record Due(String account, String id) {}

  public ComplaintClock(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    due = Sql.load(ComplaintClock.class, store, "due_complaints");
  }

  /**
   * Takes each complaint whose next step is due, in a transaction of its own.
   *
   * @throws SQLException if the store cannot be asked
   */
  public void run() throws SQLException {
    for (var each : due()) {
      try {
        store.write(
            connection -> {
              var posting = ledger.open(connection);
              posting.complaintDue(each.account(), each.id());
              posting.flush();
              return 0;
            });
      } catch (ListenerFailedException e) {
        log.warn("account {}: complaint {} is told again later", each.account(), each.id(), e);
      }
    }
  }

  private List<Due> due() throws SQLException {
    var rows = due.rows().set("now", clock.instant()).set("limit", PER_SWEEP);
    return store.read(
        connection ->
            rows.query(
                connection, row -> new Due(row.mustText("account"), row.mustText("complaint_id"))));
  }
}
