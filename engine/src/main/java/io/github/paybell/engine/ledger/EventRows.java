package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of one transaction, and who is to be told of them. Each takes the order's next version
 * (EVERY_EVENT, IN_ORDER).
 */
final class EventRows {
  private final Rows rows;
  private final Rows deliveries;
  private final Instant now;
  private final List<Event> events = new ArrayList<>();

  EventRows(LedgerSql sql, Instant now) {
    rows = sql.insertEvent.rows();
    deliveries = sql.insertDelivery.rows();
    this.now = now;
  }

  /**
   * A step of an order.
   *
   * @param evidence what made it
   * @param refund null: it is not about a refund, or WeChat Pay only said that there is one
   * @return the order with the version that the event carries
   */
  Order add(Order order, EventType type, Evidence evidence, Evidence.@Nullable RefundFacts refund) {
    var next = order.nextVersion();
    add(type, next, namesPayer(evidence), EventJson.of(next, evidence, refund));
    return next;
  }

  /**
   * A payment that is kept and not told: the shop has acted on it, or other code of the shop is to.
   *
   * @return the order with the version that the event carries
   */
  Order keep(Order order, Evidence evidence) {
    var next = order.nextVersion();
    var data = EventJson.of(next, evidence, null);
    row(event(EventType.PAYMENT_SUCCEEDED, next, data), namesPayer(evidence));
    return next;
  }

  /** Tells an event that was only kept. */
  void tell(Event kept) {
    events.add(kept);
    due(kept);
  }

  /**
   * Evidence that differs from what was expected.
   *
   * @param identity the account's; null when the account is gone
   * @return the order with the version that the event carries
   */
  Order disputed(Order order, @Nullable Identity identity, Evidence evidence) {
    var next = order.nextVersion();
    add(
        EventType.PAYMENT_DISPUTED,
        next,
        namesPayer(evidence),
        EventJson.disputed(next, identity, evidence));
    return next;
  }

  /**
   * A problem of an order.
   *
   * @return the order with the version that the event carries
   */
  Order add(Order order, EventType type, EventJson.Problem problem) {
    var next = order.nextVersion();
    add(type, next, false, EventJson.of(next, problem));
    return next;
  }

  /** An event about an account as a whole. */
  void add(String account, EventType type, EventJson.Problem problem) {
    add(event(type, account, null, null, EventJson.of(account, problem)), false);
  }

  /**
   * An event about an account, with one member that is JSON already.
   *
   * @param json an object
   */
  void add(String account, EventType type, String member, String json) {
    add(event(type, account, null, null, EventJson.of(account, member, json)), false);
  }

  private static boolean namesPayer(Evidence evidence) {
    return evidence.refund() == null && evidence.details().payer() != null;
  }

  private void add(EventType type, Order order, boolean personal, String data) {
    add(event(type, order, data), personal);
  }

  private Event event(EventType type, Order order, String data) {
    return event(
        type,
        order.key().account(),
        order.key().outTradeNo(),
        order.registered() ? order.version() : null,
        data);
  }

  private Event event(
      EventType type,
      String account,
      @Nullable String subject,
      @Nullable Long version,
      String data) {
    return new Event(Ids.at(now.toEpochMilli()), type, account, subject, version, now, data);
  }

  /**
   * What another product says. The event has the id of the notification, so that one notification
   * is told once, whichever of two replicas is faster.
   */
  void add(String account, UUID notification, OtherProduct said) {
    var data = OtherJson.of(account, notification, said);
    add(new Event(notification, said.type(), account, null, null, now, data), true);
  }

  private void add(Event event, boolean personal) {
    events.add(event);
    row(event, personal);
    due(event);
  }

  private void row(Event event, boolean personal) {
    rows.add()
        .set("id", event.id())
        .set("account", event.account())
        .set("type", event.type().wireName())
        .set("subject", event.subject())
        .set("version", event.version())
        .set("personal", personal)
        .set("data", event.data())
        .set("now", now);
  }

  private void due(Event event) {
    due(event.id(), event.type().wireName());
    var family = event.type().family();
    if (family != null) {
      due(event.id(), family);
    }
  }

  private void due(UUID id, String subscription) {
    deliveries.add().set("id", id).set("type", subscription).set("now", now);
  }

  /** What is told, in order. */
  List<Event> all() {
    return List.copyOf(events);
  }

  void addTo(Writes writes) {
    writes.add(rows).add(deliveries);
  }
}
