package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of notifications, for those that try one again. Thread-safe. */
final class StoredNotifications {
  private final Store store;
  private final Sql due;
  private final Sql claim;
  private final Sql byId;
  private final Sql standing;

  StoredNotifications(Store store) {
    this.store = store;
    due = Sql.load(StoredNotifications.class, store, "due_notifications");
    claim = Sql.load(StoredNotifications.class, store, "claim_notification");
    byId = Sql.load(StoredNotifications.class, store, "notification_by_id");
    standing = Sql.load(StoredNotifications.class, store, "standing_notification");
  }

  /**
   * One that is to be tried again.
   *
   * @param tries how often it was claimed
   */
  record Due(UUID id, String account, Verdict verdict, int tries) {}

  /** As it was received. */
  record Raw(Api api, @Nullable String headers, byte[] bytes) {}

  /**
   * How a notification stands.
   *
   * @param dedupeKey of its row
   * @param tries how often it was claimed to be tried again
   */
  record Standing(String dedupeKey, Verdict verdict, int tries) {
    /** Nothing is known yet of what it says. */
    boolean unread() {
      return !verdict.isFinal() && verdict != Verdict.PENDING;
    }
  }

  /** Those that are due, the longest first. */
  List<Due> due(Instant now, int limit) throws SQLException {
    return store.read(
        connection ->
            due.rows()
                .set("now", now)
                .set("limit", limit)
                .query(
                    connection,
                    row ->
                        new Due(
                            row.mustUuid("id"),
                            row.mustText("account"),
                            Verdict.ofWire(row.mustText("verdict")),
                            (int) row.number("tries"))));
  }

  /**
   * @param next when it is due again, unless its verdict becomes final
   * @return false: another replica was faster
   */
  boolean claim(Due each, Instant now, Instant next) throws SQLException {
    var rows =
        claim
            .rows()
            .set("id", each.id())
            .set("tries", each.tries())
            .set("now", now)
            .set("next_try_at", next);
    return store.write(rows::execute) == 1;
  }

  /** Empty: it is deleted, for it was old. */
  Optional<Raw> raw(Connection connection, UUID id) throws SQLException {
    return byId.rows()
        .set("id", id)
        .first(
            connection,
            row -> new Raw(Api.ofWire(row.mustText("api")), row.text("headers"), row.bytes("raw")));
  }

  /** Empty: it is deleted, for it was old. */
  Optional<Standing> standing(Connection connection, UUID id) throws SQLException {
    return standing
        .rows()
        .set("id", id)
        .first(
            connection,
            row ->
                new Standing(
                    row.mustText("dedupe_key"),
                    Verdict.ofWire(row.mustText("verdict")),
                    (int) row.number("tries")));
  }
}
