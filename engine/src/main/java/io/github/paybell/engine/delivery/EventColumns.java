package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventNames;
import io.github.paybell.engine.store.Result;
import java.sql.SQLException;

/** An event out of the current row. */
final class EventColumns {
  private EventColumns() {}

  static Event event(Result row) throws SQLException {
    return new Event(
        row.mustUuid("id"),
        EventNames.ofWire(row.mustText("type")),
        row.mustText("account"),
        row.text("subject"),
        row.numberOrNull("version"),
        row.mustInstant("created_at"),
        row.mustText("data"));
  }
}
