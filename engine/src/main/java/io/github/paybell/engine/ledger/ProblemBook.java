package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The problems that one transaction opens, counts and closes. At most one of a kind is open per
 * order (or account and cause).
 */
final class ProblemBook {
  private final LedgerSql sql;
  private final EventRows events;
  private final Instant now;
  private final Map<String, UUID> open = new HashMap<>();
  private final List<Round> rounds = new ArrayList<>();
  private final Set<String> closedInRound = new HashSet<>();

  ProblemBook(LedgerSql sql, EventRows events, Instant now) {
    this.sql = sql;
    this.events = events;
    this.now = now;
    nextRound();
  }

  /**
   * What is written together. A problem that ends and comes up again in one transaction needs two:
   * its open_key is free only after the first.
   */
  private record Round(Rows opened, Rows counted, Rows closed) {}

  private void nextRound() {
    rounds.add(
        new Round(sql.insertProblem.rows(), sql.countProblem.rows(), sql.closeProblem.rows()));
    closedInRound.clear();
  }

  private Round round() {
    return rounds.get(rounds.size() - 1);
  }

  /** Reads the open problems of some orders. */
  void read(Connection connection, Rows keys) throws SQLException {
    keys.query(connection, this::remember);
  }

  private int remember(Result row) throws SQLException {
    open.put(row.mustText("open_key"), row.mustUuid("id"));
    return 0;
  }

  boolean isOpen(Order order, ProblemKind kind) {
    return open.containsKey(key(order.key(), kind));
  }

  /** Opens a problem about an order, or counts it once more. */
  Order open(Order order, ProblemKind kind, @Nullable UUID evidence) {
    var key = key(order.key(), kind);
    if (open.containsKey(key)) {
      round().counted().add().set("open_key", key).set("now", now);
      return order;
    }
    var id = insert(key, order.key().account(), kind, order.key().outTradeNo(), null, evidence);
    return events.add(
        order.problems(1), EventType.PROBLEM_OPENED, new EventJson.Problem(id, kind, null, null));
  }

  /** Opens a problem about an account, or counts it once more. */
  void openForAccount(Connection connection, String account, ProblemKind kind, String cause)
      throws SQLException {
    var shortCause = shortCause(cause);
    var key = key(account, kind, shortCause);
    if (isOpen(connection, key)) {
      round().counted().add().set("open_key", key).set("now", now);
      return;
    }
    var id = insert(key, account, kind, null, shortCause, null);
    events.add(
        account, EventType.PROBLEM_OPENED, new EventJson.Problem(id, kind, shortCause, null));
  }

  /** Ends a problem about an account whose cause is gone; does nothing if it is not open. */
  void healedForAccount(Connection connection, String account, ProblemKind kind, String cause)
      throws SQLException {
    var key = key(account, kind, shortCause(cause));
    if (isOpen(connection, key)) {
      closeForAccount(account, Objects.requireNonNull(open.remove(key)), kind, "healed", null);
      closedInRound.add(key);
    }
  }

  private boolean isOpen(Connection connection, String key) throws SQLException {
    if (!open.containsKey(key)) {
      sql.openProblemByKey.rows().set("open_key", key).query(connection, this::remember);
    }
    return open.containsKey(key);
  }

  private static String shortCause(String cause) {
    return cause.length() > 120 ? cause.substring(0, 120) : cause;
  }

  private static String key(String account, ProblemKind kind, String cause) {
    return kind.wireName() + ':' + account + ':' + Integer.toHexString(cause.hashCode());
  }

  private UUID insert(
      String key,
      String account,
      ProblemKind kind,
      @Nullable String outTradeNo,
      @Nullable String cause,
      @Nullable UUID evidence) {
    var id = Ids.at(now.toEpochMilli());
    open.put(key, id);
    if (closedInRound.contains(key)) {
      nextRound();
    }
    round()
        .opened()
        .add()
        .set("id", id)
        .set("account", account)
        .set("kind", kind.wireName())
        .set("out_trade_no", outTradeNo)
        .set("cause", cause)
        .set("evidence_id", evidence)
        .set("open_key", key)
        .set("now", now);
    return id;
  }

  /** Ends a problem that has ended by itself. */
  Order healed(Order order, ProblemKind kind) {
    return close(order, kind, "healed", null);
  }

  Order close(Order order, ProblemKind kind, String resolution, @Nullable String note) {
    var key = key(order.key(), kind);
    var id = open.remove(key);
    if (id == null) {
      return order;
    }
    closedInRound.add(key);
    end(id, resolution, note);
    return events.add(
        order.problems(-1),
        EventType.PROBLEM_RESOLVED,
        new EventJson.Problem(id, kind, null, resolution));
  }

  /** Ends a problem about an account. */
  void closeForAccount(
      String account, UUID id, ProblemKind kind, String resolution, @Nullable String note) {
    end(id, resolution, note);
    events.add(
        account, EventType.PROBLEM_RESOLVED, new EventJson.Problem(id, kind, null, resolution));
  }

  private void end(UUID id, String resolution, @Nullable String note) {
    round()
        .closed()
        .add()
        .set("id", id)
        .set("resolution", resolution)
        .set("note", note)
        .set("now", now);
  }

  void addTo(Writes writes) {
    for (var round : rounds) {
      writes.add(round.opened());
      writes.add(round.counted());
      writes.add(round.closed());
    }
  }

  static String key(OrderKey order, ProblemKind kind) {
    return kind.wireName() + ':' + order.account() + ':' + order.outTradeNo();
  }
}
