package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventName;
import io.github.paybell.engine.ledger.EventNames;
import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows as people see them. Lists walk down the event ids, which rise with time. */
final class StoredDeliveries implements Deliveries {
  // Below any name, and above.
  private static final String NO_NAME = "";
  private static final String LAST_NAME = "~";

  private final Store store;
  private final Redelivery again;
  private final Sql events;
  private final Sql eventsOfOrder;
  private final Sql eventById;
  private final Sql deliveriesOf;
  private final Sql all;
  private final Sql dead;
  private final Sql pending;
  private final Sql byKey;
  private final Sql attemptsOf;

  StoredDeliveries(Store store, Redelivery again) {
    this.store = store;
    this.again = again;
    events = load("list_events");
    eventsOfOrder = load("list_events_of_order");
    eventById = load("event_by_id");
    deliveriesOf = load("deliveries_of");
    all = load("list_deliveries");
    dead = load("list_dead");
    pending = load("list_pending");
    byKey = load("delivery_by_key");
    attemptsOf = load("attempts_of");
  }

  private Sql load(String name) {
    return Sql.load(StoredDeliveries.class, store, name);
  }

  @Override
  public Page<EventView> events(EventFilter filter, @Nullable String cursor, int limit) {
    boolean ofOrder = filter.account() != null && filter.subject() != null;
    var rows =
        (ofOrder ? eventsOfOrder : events)
            .rows()
            .set("before", cursor == null ? EventIds.MOST : UUID.fromString(cursor))
            .filter("account", filter.account())
            .filter("subject", filter.subject())
            .filter("type", wireName(filter.type()))
            .set("limit", limit + 1);
    return store.ask(
        connection -> {
          var page =
              Page.of(
                  rows.query(connection, EventColumns::event),
                  limit,
                  event -> event.id().toString());
          return new Page<>(with(connection, page.items()), page.next());
        });
  }

  @Override
  public Optional<EventView> event(UUID id) {
    return store.ask(connection -> event(connection, id));
  }

  private Optional<EventView> event(Connection connection, UUID id) throws SQLException {
    var found = eventById.rows().set("id", id).first(connection, EventColumns::event);
    return found.isEmpty()
        ? Optional.empty()
        : with(connection, List.of(found.get())).stream().findFirst();
  }

  private List<EventView> with(Connection connection, List<Event> found) throws SQLException {
    var rows = deliveriesOf.rows();
    found.forEach(event -> rows.add().set("event_id", event.id()));
    var deliveries = new HashMap<UUID, List<DeliveryView>>();
    for (var each : rows.query(connection, StoredDeliveries::view)) {
      deliveries.computeIfAbsent(each.key().event(), id -> new ArrayList<>()).add(each);
    }
    return found.stream()
        .map(event -> new EventView(event, deliveries.getOrDefault(event.id(), List.of())))
        .toList();
  }

  @Override
  public Page<DeliveryView> list(Filter filter, @Nullable String cursor, int limit) {
    var state = filter.state();
    var statement = "dead".equals(state) ? dead : "pending".equals(state) ? pending : all;
    var from = filter.since() == null ? EventIds.LEAST : EventIds.first(filter.since());
    // Nothing is of the first id itself: its name is below any.
    var before =
        filter.until() == null
            ? new DeliveryKey(EventIds.MOST, NO_NAME)
            : new DeliveryKey(EventIds.first(filter.until()), NO_NAME);
    if (cursor != null) {
      before = lower(before, key(cursor));
    }
    var rows =
        statement
            .rows()
            .set("from", from)
            .set("before", before.event())
            .set("before_subscriber", before.subscriber())
            .filter("account", filter.account())
            .filter("subscriber", filter.subscriber())
            .filter("state", state)
            .filter("type", wireName(filter.type()))
            .set("limit", limit + 1);
    return store.ask(
        connection ->
            Page.of(
                rows.query(connection, StoredDeliveries::view),
                limit,
                delivery -> delivery.key().toString()));
  }

  private static DeliveryKey key(String cursor) {
    return DeliveryKey.parse(cursor)
        .orElseThrow(() -> new IllegalArgumentException("the cursor is none of ours"));
  }

  private static DeliveryKey lower(DeliveryKey one, DeliveryKey other) {
    return one.event().equals(EventIds.lesser(one.event(), other.event())) ? one : other;
  }

  @Override
  public Optional<DeliveryView> find(DeliveryKey key) {
    return store.ask(connection -> find(connection, key));
  }

  private Optional<DeliveryView> find(Connection connection, DeliveryKey key) throws SQLException {
    var found =
        byKey
            .rows()
            .set("event_id", key.event())
            .set("subscriber", key.subscriber())
            .first(connection, StoredDeliveries::view);
    return found.isEmpty()
        ? found
        : Optional.of(
            found
                .get()
                .with(
                    attemptsOf
                        .rows()
                        .set("event_id", key.event())
                        .set("subscriber", key.subscriber())
                        .query(connection, StoredDeliveries::attempt)));
  }

  private static DeliveryView.Try attempt(Result row) throws SQLException {
    var status = row.numberOrNull("status");
    return new DeliveryView.Try(
        row.mustInstant("tried_at"),
        (int) row.number("took_ms"),
        status == null ? null : status.intValue(),
        row.text("address"),
        row.text("answer"),
        row.text("error"));
  }

  @Override
  public Optional<DeliveryView> retry(DeliveryKey key, String actor) {
    return again.retry(key, actor) ? find(key) : Optional.empty();
  }

  @Override
  public Optional<EventView> redeliver(UUID event, @Nullable String subscriber, String actor) {
    return again.redeliver(event, subscriber, actor) ? event(event) : Optional.empty();
  }

  @Override
  public long redeliver(Filter filter, String actor) {
    return again.redeliver(filter, actor);
  }

  private static @Nullable String wireName(@Nullable EventName type) {
    return type == null ? null : type.wireName();
  }

  private static DeliveryView view(Result row) throws SQLException {
    var status = row.numberOrNull("status");
    return new DeliveryView(
        new DeliveryKey(row.mustUuid("event_id"), row.mustText("subscriber")),
        EventNames.ofWire(row.mustText("type")),
        row.mustText("account"),
        row.text("subject"),
        row.mustInstant("created_at"),
        row.mustText("state"),
        (int) row.number("attempts"),
        row.instant("due_at"),
        status == null ? null : status.intValue(),
        row.text("error"),
        row.instant("tried_at"),
        List.of());
  }
}
