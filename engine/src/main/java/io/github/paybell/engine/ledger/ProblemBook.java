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
 * The problems about an order, or about an account as a whole, that one transaction opens, counts
 * and closes. At most one of a kind is open per order (or account and cause).
 */
final class ProblemBook {
  private final LedgerSql sql;
  private final EventRows events;
  private final Instant now;
  private final Map<String, OpenProblem> open = new HashMap<>();
  private final List<Round> rounds = new ArrayList<>();
  private final Set<String> closedInRound = new HashSet<>();
  private final Rows raised;

  ProblemBook(LedgerSql sql, EventRows events, Instant now) {
    this.sql = sql;
    this.events = events;
    this.now = now;
    raised = sql.raiseProblem.rows();
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
    open.put(row.mustText("open_key"), OpenProblem.of(row));
    return 0;
  }

  boolean isOpen(Order order, ProblemKind kind) {
    return open.containsKey(ProblemText.key(order.key(), kind));
  }

  /**
   * Opens a problem about an order, or counts it once more.
   *
   * @param cause for people, as it stands now; null: the kind says it all
   */
  Order open(Order order, ProblemKind kind, @Nullable UUID evidence, @Nullable String cause) {
    var key = ProblemText.key(order.key(), kind);
    var text = cause == null ? null : ProblemText.cause(cause);
    if (open.containsKey(key)) {
      count(key, text);
      return order;
    }
    var problem = problem(order.key().account(), kind, kind.severity(), text);
    insert(key, problem, order.key().outTradeNo(), evidence);
    return events.add(order.problems(1), EventType.PROBLEM_OPENED, problem.told(null, null));
  }

  /** Opens a problem about an account, or counts it once more. */
  void openForAccount(Connection connection, String account, ProblemKind kind, String cause)
      throws SQLException {
    var text = ProblemText.cause(cause);
    var key = ProblemText.key(account, kind, text, null);
    if (isOpen(connection, key, account, kind, text)) {
      count(key, null);
      return;
    }
    var problem = problem(account, kind, kind.severity(), text);
    insert(key, problem, null, null);
    events.add(account, EventType.PROBLEM_OPENED, problem.told(null, null));
  }

  /**
   * Opens a problem about an order that matters more than others of its kind, or tells of it once
   * more: it matters more than before.
   *
   * @param cause for people, as it stands now
   */
  Order raise(
      Order order, ProblemKind kind, Severity severity, @Nullable UUID evidence, String cause) {
    var key = ProblemText.key(order.key(), kind);
    var text = ProblemText.cause(cause);
    var before = open.get(key);
    OpenProblem problem;
    if (before == null) {
      problem = problem(order.key().account(), kind, severity, text);
      insert(key, problem, order.key().outTradeNo(), evidence);
    } else {
      problem = before.because(text).as(severity);
      open.put(key, problem);
      raised(problem, text);
    }
    return events.add(
        before == null ? order.problems(1) : order,
        EventType.PROBLEM_OPENED,
        problem.told(null, null));
  }

  private void raised(OpenProblem problem, @Nullable String cause) {
    raised
        .add()
        .set("id", problem.id())
        .set("severity", problem.severity().wireName())
        .set("cause", cause)
        .set("now", now);
  }

  /** Tells of an open problem about an account once more: it matters more than before. */
  void raise(OpenProblem problem, Severity severity) {
    raised(problem.as(severity), null);
    events.add(problem.account(), EventType.PROBLEM_OPENED, problem.as(severity).told(null, null));
  }

  /** Ends a problem about an account whose cause is gone; does nothing if it is not open. */
  void healedForAccount(Connection connection, String account, ProblemKind kind, String cause)
      throws SQLException {
    var text = ProblemText.cause(cause);
    var key = ProblemText.key(account, kind, text, null);
    if (isOpen(connection, key, account, kind, text)) {
      closeForAccount(Objects.requireNonNull(open.remove(key)), "healed", null);
      closedInRound.add(key);
    }
  }

  private boolean isOpen(
      Connection connection, String key, String account, ProblemKind kind, String cause)
      throws SQLException {
    if (!open.containsKey(key)) {
      ProblemRows.open(sql, connection, account, kind, cause, null)
          .ifPresent(problem -> open.put(key, problem));
    }
    return open.containsKey(key);
  }

  private void count(String key, @Nullable String cause) {
    var problem = Objects.requireNonNull(open.get(key));
    ProblemRows.count(round().counted(), problem.id(), cause, now);
    open.put(key, problem.because(cause));
  }

  private OpenProblem problem(
      String account, ProblemKind kind, Severity severity, @Nullable String cause) {
    return new OpenProblem(Ids.at(now.toEpochMilli()), account, kind, severity, cause, null);
  }

  private void insert(
      String key, OpenProblem problem, @Nullable String outTradeNo, @Nullable UUID evidence) {
    open.put(key, problem);
    if (closedInRound.contains(key)) {
      nextRound();
    }
    ProblemRows.insert(round().opened(), problem, key, outTradeNo, evidence, now);
  }

  /** Ends a problem that has ended by itself. */
  Order healed(Order order, ProblemKind kind) {
    return close(order, kind, "healed", null);
  }

  Order close(Order order, ProblemKind kind, String resolution, @Nullable String note) {
    var key = ProblemText.key(order.key(), kind);
    var problem = open.remove(key);
    if (problem == null) {
      return order;
    }
    closedInRound.add(key);
    ProblemRows.close(round().closed(), problem.id(), resolution, note, now);
    return events.add(
        order.problems(-1), EventType.PROBLEM_RESOLVED, problem.told(resolution, null));
  }

  /** Ends a problem about an account. */
  void closeForAccount(OpenProblem problem, String resolution, @Nullable String note) {
    ProblemRows.close(round().closed(), problem.id(), resolution, note, now);
    events.add(problem.account(), EventType.PROBLEM_RESOLVED, problem.told(resolution, null));
  }

  void addTo(Writes writes) {
    for (var round : rounds) {
      writes.add(round.opened());
      writes.add(round.counted());
      writes.add(round.closed());
    }
    writes.add(raised);
  }
}
