package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.inbox.StoredNotifications.Standing;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What transaction 2 reads and writes of a notification's row. Thread-safe. */
final class ProcessingRows {
  private final Conflicts conflicts;
  private final Clock clock;
  private final StoredNotifications notifications;
  private final Sql handled;
  private final Sql unread;
  private final Sql failed;

  ProcessingRows(Store store, Clock clock) {
    conflicts = new Conflicts(store);
    this.clock = clock;
    notifications = new StoredNotifications(store);
    handled = Sql.load(ProcessingRows.class, store, "handled_notification");
    unread = Sql.load(ProcessingRows.class, store, "unread_notification");
    failed = Sql.load(ProcessingRows.class, store, "failed_notification");
  }

  /**
   * @return null: it is deleted, for it was old
   */
  @Nullable Standing standing(Connection connection, UUID id) throws SQLException {
    return notifications.standing(connection, id).orElse(null);
  }

  /** All that it says is applied. */
  void handled(Connection connection, UUID id, Arrival arrival, Verdict verdict)
      throws SQLException {
    handled
        .rows()
        .set("id", id)
        .set("verdict", verdict.wireName())
        .set("event_type", arrival.eventType())
        .set("out_trade_no", arrival.outTradeNo())
        .set("amount_total", arrival.amountTotal())
        .set("status", arrival.status())
        .set("facts", arrival.facts())
        .execute(connection);
  }

  /** It cannot be read; as often as others like it, it is tried again. */
  void unread(Connection connection, UUID id, Unread why, int tries) throws SQLException {
    unread
        .rows()
        .set("id", id)
        .set("verdict", why.verdict().wireName())
        .set("reason", why.reason())
        .set("next_try_at", clock.instant().plus(RetrySchedule.gap(tries)))
        .execute(connection);
  }

  void failed(Connection connection, UUID id, String reason, Instant nextTryAt)
      throws SQLException {
    failed
        .rows()
        .set("id", id)
        .set("reason", reason)
        .set("next_try_at", nextTryAt)
        .execute(connection);
  }

  /** One that is handled for the first time may say something else than others of its key. */
  void conflict(Connection connection, Posting posting, UUID id, Arrival arrival, Standing before)
      throws SQLException {
    boolean may = before.unread() || DedupeKey.isVariant(before.dedupeKey());
    if (may && !before.verdict().isFinal()) {
      conflicts.find(connection, posting, id, arrival);
    }
  }
}
