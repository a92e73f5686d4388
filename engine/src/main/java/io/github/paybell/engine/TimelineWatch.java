package io.github.paybell.engine;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;

/** Opens a problem when the database went to a higher timeline: a failover or a restored backup. */
final class TimelineWatch {
  // No account's name: it is about the store.
  private static final String STORE = "*";

  private final Store store;
  private final Ledger ledger;

  TimelineWatch(Store store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  void note() throws SQLException {
    for (var news = store.news(); news.isPresent(); news = store.news()) {
      var cause = news.get();
      store.write(
          connection -> {
            var posting = ledger.openAlone(connection);
            posting.problem(STORE, ProblemKind.STORE_CHANGED, cause);
            posting.flush();
            return cause;
          });
      store.newsTold();
    }
  }
}
