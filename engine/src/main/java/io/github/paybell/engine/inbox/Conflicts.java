package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Defect;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The problem that notifications of one key say different things: one for the key, counted for each
 * that is judged beside another, in whatever order they came (CONFLUENT). Thread-safe.
 */
final class Conflicts {
  private final Sql others;

  Conflicts(Store store) {
    others = Sql.load(Conflicts.class, store, "other_variants");
  }

  /** Opens it if a stored row of the arrival's key is known to say something else. */
  void find(Connection connection, Posting posting, UUID id, Arrival arrival) throws SQLException {
    if (arrival.facts() != null
        && DedupeKey.range(others.rows(), arrival)
                .set("facts", arrival.facts())
                .first(connection, row -> row.number("others"))
                .orElse(0L)
            > 0) {
      open(posting, id, arrival);
    }
  }

  /**
   * Opens it, or counts this one too.
   *
   * @param id the arrival's row
   */
  static void open(Posting posting, UUID id, Arrival arrival) throws SQLException {
    posting.defectAgain(
        new Defect(
            id,
            arrival.account(),
            ProblemKind.NOTIFICATION_CONFLICT,
            "notifications " + arrival.dedupeKey() + " say different things",
            null,
            arrival.outTradeNo()));
  }
}
