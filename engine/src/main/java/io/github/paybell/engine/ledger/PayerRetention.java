package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes the payers out of events and evidence when they are no longer needed: events were told to
 * the end, problems are over, and both long ago. Thread-safe; replicas at once only share the work.
 */
public final class PayerRetention {
  // An event may have 512 KiB, and a writer waits for one transaction of so many.
  private static final int STEP = 100;

  private final Store store;
  private final Clock clock;
  private final Sql personalEvents;
  private final Sql pruneEvent;
  private final Sql sealedPayers;
  private final Sql forgetPayer;

  public PayerRetention(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    personalEvents = Sql.load(PayerRetention.class, store, "personal_events");
    pruneEvent = Sql.load(PayerRetention.class, store, "prune_event");
    sealedPayers = Sql.load(PayerRetention.class, store, "sealed_payers");
    forgetPayer = Sql.load(PayerRetention.class, store, "forget_payer");
  }

  /**
   * One pass, in many short transactions.
   *
   * @param kept how long payers are kept
   * @return from how many rows one was taken
   * @throws SQLException if the store cannot be asked; the next run goes on
   */
  public long run(Duration kept) throws SQLException {
    var since = clock.instant().minus(kept);
    return events(since) + evidence(since);
  }

  private record Personal(UUID id, String data) {}

  private long events(Instant since) throws SQLException {
    long pruned = 0;
    int step = STEP;
    while (step == STEP && !Thread.currentThread().isInterrupted()) {
      var found =
          store.read(
              connection ->
                  personalEvents
                      .rows()
                      .set("past", Ids.first(since))
                      .set("since", since)
                      .set("most", STEP)
                      .query(
                          connection,
                          row -> new Personal(row.mustUuid("id"), row.mustText("data"))));
      var rows = pruneEvent.rows();
      found.forEach(
          each -> rows.add().set("id", each.id()).set("data", PersonalData.without(each.data())));
      store.write(rows::execute);
      step = found.size();
      pruned += step;
    }
    return pruned;
  }

  private long evidence(Instant since) throws SQLException {
    long pruned = 0;
    int step = STEP;
    while (step == STEP && !Thread.currentThread().isInterrupted()) {
      var rows = forgetPayer.rows();
      store.read(
          connection ->
              sealedPayers
                  .rows()
                  .set("since", since)
                  .set("most", STEP)
                  .query(
                      connection,
                      row ->
                          rows.add()
                              .set("account", row.mustText("account"))
                              .set("out_trade_no", row.mustText("out_trade_no"))
                              .set("id", row.mustUuid("id"))));
      store.write(rows::execute);
      step = rows.size();
      pruned += step;
    }
    return pruned;
  }
}
