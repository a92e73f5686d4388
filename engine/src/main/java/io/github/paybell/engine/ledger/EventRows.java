package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events of one transaction. Each takes the order's next version (EVERY_EVENT, IN_ORDER). */
final class EventRows {
  private final Rows rows;
  private final Instant now;

  EventRows(Rows rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  /**
   * @return the order with the version that the event carries
   */
  Order add(
      Order order,
      EventType type,
      Evidence.@Nullable RefundFacts refund,
      EventJson.@Nullable Problem problem) {
    var next = order.nextVersion();
    row(next.key().account(), type)
        .set("subject", next.key().outTradeNo())
        .set("version", next.registered() ? next.version() : null)
        .set("data", EventJson.of(next, refund, problem));
    return next;
  }

  /** An event about an account as a whole. */
  void add(String account, EventType type, EventJson.Problem problem) {
    row(account, type)
        .set("subject", null)
        .set("version", null)
        .set("data", EventJson.of(account, problem));
  }

  /**
   * An event about an account, with one member that is JSON already.
   *
   * @param json an object
   */
  void add(String account, EventType type, String member, String json) {
    row(account, type)
        .set("subject", null)
        .set("version", null)
        .set("data", EventJson.of(account, member, json));
  }

  private Rows row(String account, EventType type) {
    return rows.add()
        .set("id", Ids.at(now.toEpochMilli()))
        .set("account", account)
        .set("type", type.wireName())
        .set("now", now);
  }

  void addTo(Writes writes) {
    writes.add(rows);
  }
}
