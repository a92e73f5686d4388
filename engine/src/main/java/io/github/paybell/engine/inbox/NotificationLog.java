package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.NotificationView.Arrived;
import io.github.paybell.engine.inbox.StoredNotifications.Raw;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored notifications: to look at, and to put before the judge once more. Thread-safe. */
public final class NotificationLog {
  private final Store store;
  private final Accounts accounts;
  private final Intake intake;
  private final Clock clock;
  private final Audit audit;
  private final Sql list;
  private final Sql byId;
  private final Sql arrivalsOf;
  private final Sql claim;

  public NotificationLog(Store store, Accounts accounts, Intake intake, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.intake = intake;
    this.clock = clock;
    audit = new Audit(store);
    list = Sql.load(NotificationLog.class, store, "list_notifications");
    byId = Sql.load(NotificationLog.class, store, "notification_by_id");
    arrivalsOf = Sql.load(NotificationLog.class, store, "arrivals_of");
    claim = Sql.load(NotificationLog.class, store, "claim_reapply");
  }

  /**
   * Lists notifications, newest first.
   *
   * @param verdict see {@link Verdict#wireName()}; null: all
   * @param cursor from the page before; null: from the newest
   * @param limit 1 to 200
   * @throws IllegalArgumentException if the cursor is none of ours
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Page<NotificationView> list(
      @Nullable String account,
      @Nullable String outTradeNo,
      @Nullable String verdict,
      @Nullable String cursor,
      int limit) {
    var rows =
        list.rows()
            .filter("account", account)
            .filter("out_trade_no", outTradeNo)
            .filter("verdict", verdict)
            .filter("cursor", cursor == null ? null : UUID.fromString(cursor))
            .set("limit", limit + 1);
    return store.ask(
        connection -> {
          var page =
              Page.of(
                  rows.query(connection, NotificationLog::view),
                  limit,
                  notification -> notification.id().toString());
          return new Page<>(arrived(connection, page.items()), page.next());
        });
  }

  /**
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<NotificationView> find(UUID id) {
    return store.ask(connection -> find(connection, id)).map(Stored::view);
  }

  /**
   * The body as it was received, byte for byte.
   *
   * @throws PrunedException if it is no longer kept
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<byte[]> raw(UUID id) {
    return store.ask(connection -> find(connection, id)).map(Stored::kept);
  }

  /**
   * Reads the stored bytes again with the keys of today and puts them before the judge once more.
   *
   * @param actor who asked, for the audit row that commits with the change (AUDITED)
   * @return the notification as it stands afterwards; empty if there is none of that id
   * @throws PrunedException if its body is no longer kept
   * @throws UnreadableException if it cannot be proved, opened and understood today; it stays as it
   *     was
   * @throws ListenerFailedException if the shop's listener fails; that it was asked for is kept,
   *     and one that waits is tried again as if it had not been asked for
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public Optional<NotificationView> reapply(UUID id, String actor) {
    var handling = intake.handling();
    return handling == null
        ? store.change(connection -> reapply(connection, id, actor))
        : reapply(id, actor, handling);
  }

  /** In transactions of its own, as any other that is handled; the first says who asked. */
  private Optional<NotificationView> reapply(UUID id, String actor, ProcessingQueue handling) {
    var found = store.ask(connection -> find(connection, id));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var arrival = readAgain(found.get());
    var claimed = claim.rows().set("id", id).set("next_try_at", handling.leaseEnd());
    store.change(
        connection -> {
          note(connection, id, found.get(), actor);
          return claimed.execute(connection);
        });
    return handling
        .handler()
        .again(id, arrival)
        .match(
            done -> find(id),
            failed -> {
              throw failed.why() instanceof ListenerFailedException listener
                  ? listener
                  : new ListenerFailedException("handling notification " + id, failed.why());
            },
            unsure -> {
              throw new StoreUnavailableException(
                  new SQLException(
                      "the store went away while notification " + id + " was handled"));
            });
  }

  /** A stored notification that today's keys do not open. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String detail) {
      super(
          "this notification cannot be read with the account's keys of today ("
              + detail
              + "); add the old key to the account's previous keys, then reapply");
    }
  }

  /** A stored notification whose body is no longer kept. */
  public static final class PrunedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PrunedException(Instant since) {
      super("the body, which names the payer, is no longer kept since " + since);
    }
  }

  private Optional<NotificationView> reapply(Connection connection, UUID id, String actor)
      throws SQLException {
    var found = find(connection, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var stored = found.get();
    intake.recorder().again(connection, id, readAgain(stored));
    note(connection, id, stored, actor);
    return find(connection, id).map(Stored::view);
  }

  private void note(Connection connection, UUID id, Stored stored, String actor)
      throws SQLException {
    audit.write(
        connection,
        actor,
        "notification.reapply",
        stored.view().account(),
        id.toString(),
        null,
        clock.instant());
  }

  private Arrival readAgain(Stored stored) {
    var account = accounts.byName(stored.view().account());
    if (account == null) {
      throw new UnreadableException("account " + stored.view().account() + " is not configured");
    }
    var reading = intake.reader().again(account, stored.raw(), clock.instant());
    var arrival =
        reading.match(
            Reading.Genuine::arrival,
            refused -> {
              throw new UnreadableException(refused.detail());
            });
    var unread = arrival.unread();
    if (unread != null) {
      // What the row says was read with a key of its time; nothing read today may take its place.
      throw new UnreadableException(unread.reason());
    }
    return arrival;
  }

  private record Stored(
      NotificationView view, @Nullable String headers, byte[] bytes, @Nullable Instant prunedAt) {
    byte[] kept() {
      if (prunedAt != null) {
        throw new PrunedException(prunedAt);
      }
      return bytes;
    }

    Raw raw() {
      return new Raw(Api.ofWire(view.api()), headers, kept());
    }
  }

  private Optional<Stored> find(Connection connection, UUID id) throws SQLException {
    var found =
        byId.rows()
            .set("id", id)
            .first(
                connection,
                row ->
                    new Stored(
                        view(row),
                        row.text("headers"),
                        row.bytes("raw"),
                        row.instant("pruned_at")));
    if (found.isEmpty()) {
      return found;
    }
    var stored = found.get();
    var view = arrived(connection, List.of(stored.view())).get(0);
    return Optional.of(new Stored(view, stored.headers(), stored.bytes(), stored.prunedAt()));
  }

  /** The same with their further arrivals. */
  private List<NotificationView> arrived(Connection connection, List<NotificationView> found)
      throws SQLException {
    var rows = arrivalsOf.rows();
    for (var each : found) {
      if (each.timesSeen() > 1) {
        rows.add().set("id", each.id());
      }
    }
    var arrivals = new HashMap<UUID, List<Arrived>>();
    var unused =
        rows.query(
            connection,
            row ->
                arrivals
                    .computeIfAbsent(row.mustUuid("notification_id"), id -> new ArrayList<>())
                    .add(
                        new Arrived(
                            row.mustInstant("arrived_at"),
                            row.text("address"),
                            row.text("answered"),
                            tookMs(row),
                            row.text("key_id"))));
    return found.stream()
        .map(each -> each.with(arrivals.getOrDefault(each.id(), List.of())))
        .toList();
  }

  private static @Nullable Integer tookMs(Result row) throws SQLException {
    var millis = row.numberOrNull("took_ms");
    return millis == null ? null : millis.intValue();
  }

  private static NotificationView view(Result row) throws SQLException {
    return new NotificationView(
        row.mustUuid("id"),
        row.mustText("account"),
        row.mustText("api"),
        row.mustText("event_type"),
        row.mustText("dedupe_key"),
        row.text("out_trade_no"),
        row.numberOrNull("amount_total"),
        row.text("status"),
        row.mustText("verdict"),
        row.text("reason"),
        row.mustInstant("first_seen"),
        row.mustInstant("last_seen"),
        (int) row.number("times_seen"),
        row.text("address"),
        row.text("answered"),
        tookMs(row),
        row.text("key_id"),
        List.of());
  }
}
