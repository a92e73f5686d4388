package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes deliveries due once more because a person says so, each change with its audit row
 * (AUDITED). Thread-safe.
 */
final class Redelivery {
  // Few enough that others hardly wait for one transaction, also where there is one writer.
  private static final int STEP = 2_000;

  private final Store store;
  private final Clock clock;
  private final Runnable wake;
  private final Audit audit;
  private final Sql eventById;
  private final Sql subscribers;
  private final Sql subscribersOfType;
  private final Sql again;
  private final Sql add;
  private final Sql lastEvent;
  private final Sql eventStep;
  private final Sql deadStep;
  private final Sql againBetween;
  private final Sql againDeadBetween;
  private final Sql addBetween;

  /**
   * @param wake called after a commit
   */
  Redelivery(Store store, Clock clock, Runnable wake) {
    this.store = store;
    this.clock = clock;
    this.wake = wake;
    audit = new Audit(store);
    eventById = load("event_by_id");
    subscribers = load("subscribers");
    subscribersOfType = load("subscribers_of_type");
    again = load("again");
    add = load("add");
    lastEvent = load("last_event");
    eventStep = load("event_step");
    deadStep = load("dead_step");
    againBetween = load("again_between");
    againDeadBetween = load("again_dead_between");
    addBetween = load("add_between");
  }

  private Sql load(String name) {
    return Sql.load(Redelivery.class, store, name);
  }

  /** False: there is no such delivery. */
  boolean retry(DeliveryKey key, String actor) {
    return write(
        connection -> {
          var now = now();
          var event = event(connection, key.event());
          if (event.isEmpty() || !again(connection, key, now)) {
            return false;
          }
          audit(connection, actor, "delivery.retry", event.get(), key.subscriber(), now);
          return true;
        });
  }

  /** False: there is no such event, or no such subscriber. */
  boolean redeliver(UUID id, @Nullable String subscriber, String actor) {
    return write(
        connection -> {
          var now = now();
          var found = event(connection, id);
          if (found.isEmpty()) {
            return false;
          }
          var event = found.get();
          var whom =
              subscriber == null ? wanting(connection, event) : known(connection, subscriber);
          if (whom.isEmpty() && subscriber != null) {
            return false;
          }
          for (var name : whom) {
            var key = new DeliveryKey(id, name);
            if (!again(connection, key, now)) {
              set(add.rows(), key, now).execute(connection);
            }
          }
          audit(connection, actor, "event.redeliver", event, String.join(", ", whom), now);
          return true;
        });
  }

  private void audit(
      Connection connection, String actor, String action, Event event, String whom, Instant now)
      throws SQLException {
    audit.write(
        connection,
        actor,
        action,
        event.account(),
        event.id().toString(),
        whom.isEmpty() ? "no subscriber wants it" : "to " + whom,
        now);
  }

  private Optional<Event> event(Connection connection, UUID id) throws SQLException {
    return eventById.rows().set("id", id).first(connection, EventColumns::event);
  }

  private List<String> wanting(Connection connection, Event event) throws SQLException {
    return subscribersOfType
        .rows()
        .set("type", event.type().wireName())
        .set("family", event.type().family())
        .query(connection, row -> row.mustText("subscriber"));
  }

  private List<String> known(Connection connection, String subscriber) throws SQLException {
    return subscribers.rows().query(connection, row -> row.mustText("subscriber")).stream()
        .filter(subscriber::equals)
        .toList();
  }

  private boolean again(Connection connection, DeliveryKey key, Instant now) throws SQLException {
    return set(again.rows(), key, now).execute(connection) > 0;
  }

  private static Rows set(Rows rows, DeliveryKey key, Instant now) {
    return rows.set("event_id", key.event()).set("subscriber", key.subscriber()).set("now", now);
  }

  /**
   * Step by step along the event ids, or along the dead ones alone. Events that come meanwhile are
   * told anyway.
   *
   * @return how many are due again
   */
  long redeliver(Deliveries.Filter filter, String actor) {
    boolean onlyDead = "dead".equals(filter.state());
    var after = filter.since() == null ? EventIds.LEAST : before(EventIds.first(filter.since()));
    var newest =
        store.ask(connection -> lastEvent.rows().first(connection, row -> row.mustUuid("id")));
    if (newest.isEmpty()) {
      return 0;
    }
    var until = filter.until();
    var last =
        until == null ? newest.get() : EventIds.lesser(newest.get(), before(EventIds.first(until)));
    long all = 0;
    for (var from = after; !from.equals(last); ) {
      var begin = from;
      var end = step(onlyDead ? deadStep : eventStep, begin, last).orElse(last);
      all += write(connection -> stretch(connection, filter, begin, end, actor));
      from = end;
    }
    return all;
  }

  /** The end of the next step; empty: what is left is no whole step. */
  private Optional<UUID> step(Sql steps, UUID after, UUID past) {
    var rows = steps.rows().set("after", after).set("past", past).set("last", STEP - 1);
    return store.ask(connection -> rows.first(connection, row -> row.mustUuid("event_id")));
  }

  private long stretch(
      Connection connection, Deliveries.Filter filter, UUID after, UUID upTo, String actor)
      throws SQLException {
    var now = now();
    var state = filter.state();
    var update = "dead".equals(state) ? againDeadBetween : againBetween;
    long changed = narrow(update.rows(), filter, after, upTo, now).execute(connection);
    if (state == null) {
      changed += narrow(addBetween.rows(), filter, after, upTo, now).execute(connection);
    }
    if (changed > 0) {
      audit.write(
          connection,
          actor,
          "events.redeliver",
          filter.account(),
          filter.subscriber(),
          changed + " deliveries of events up to " + upTo,
          now);
    }
    return changed;
  }

  private static Rows narrow(
      Rows rows, Deliveries.Filter filter, UUID after, UUID upTo, Instant now) {
    var type = filter.type();
    return rows.set("after", after)
        .set("upto", upTo)
        .filter("state", filter.state())
        .filter("account", filter.account())
        .filter("type", type == null ? null : type.wireName())
        .filter("subscriber", filter.subscriber())
        .set("now", now);
  }

  // The steps begin after an id; no event has this one.
  private static UUID before(UUID first) {
    return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() - 1);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private <T> T write(Transactions.Work<T> work) {
    T done = store.change(work);
    wake.run();
    return done;
  }
}
