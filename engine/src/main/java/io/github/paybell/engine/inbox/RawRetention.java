package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Empties raw bodies, which name payers, when they are no longer needed: long after the
 * notification is final, its problems are over and its events told. The row stays, so a copy is
 * still a copy. Thread-safe; replicas at once only share the work.
 */
public final class RawRetention {
  static final int STEP = 500;
  private static final byte[] NOTHING = new byte[0];

  private final Store store;
  private final Clock clock;
  private final Sql step;
  private final Sql prune;

  public RawRetention(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    step = Sql.load(RawRetention.class, store, "raw_step");
    prune = Sql.load(RawRetention.class, store, "prune_raw");
  }

  /**
   * One pass, in many short transactions.
   *
   * @param kept how long bodies are kept
   * @return how many were emptied
   * @throws SQLException if the store cannot be asked; the next run goes on
   */
  public long run(Duration kept) throws SQLException {
    var now = clock.instant();
    var since = now.minus(kept);
    long pruned = 0;
    int last = STEP;
    while (last == STEP && !Thread.currentThread().isInterrupted()) {
      var ids =
          store.read(
              connection ->
                  step.rows()
                      .set("past", Ids.first(since))
                      .set("since", since)
                      .set("most", STEP)
                      .query(connection, row -> row.mustUuid("id")));
      var rows = prune.rows();
      ids.forEach(id -> rows.add().set("id", id).set("nothing", NOTHING).set("now", now));
      store.write(rows::execute);
      last = ids.size();
      pruned += last;
    }
    return pruned;
  }
}
