package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Dialect;
import io.github.paybell.engine.store.GroupCommit;
import io.github.paybell.engine.store.GroupLimit;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what attempts came to, many in one transaction. Fenced: the outcome of a claim that
 * another process has taken over is void. Thread-safe.
 */
final class Settlement implements AutoCloseable {
  private static final int MOST_TOGETHER = 512;

  // An outcome holds only its room, so outcomes are left to gather for a moment:
  // a commit of one costs nearly as much as a commit of many.
  private static final long LINGER_MILLIS = 4;

  private static final long IDLE_MILLIS = 1_000;

  /** Of one delivery, in a ring. */
  private static final int ATTEMPTS_KEPT = 8;

  private final Ledger ledger;
  private final @Nullable Sql held;
  private final Sql settle;
  private final @Nullable Sql keep;
  private final GroupCommit<DeliveryOutcome, Boolean> commits;
  private final WakeSignal bell = new WakeSignal();
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final Thread gatherer = new Thread(this::gather, "paybell-outcomes");

  private record Ended(
      DeliveryOutcome outcome, Consumer<Boolean> settled, Consumer<Throwable> failed) {}

  /** Which outcomes counted; a claim is a subscriber's, so the two name a row. */
  private record Held(UUID event, UUID claim) {}

  /**
   * @param capacity how many outcomes may wait: as many as attempts may be under way
   */
  Settlement(Store store, Ledger ledger, int capacity) {
    this.ledger = ledger;
    held = store.dialect() == Dialect.POSTGRESQL ? null : Sql.load(Settlement.class, store, "held");
    settle = Sql.load(Settlement.class, store, "settle");
    // PostgreSQL does all three in one statement.
    keep = held == null ? null : Sql.load(Settlement.class, store, "insert_attempt");
    commits =
        new GroupCommit<>(
            store,
            "paybell-settle",
            Math.max(1, capacity),
            GroupLimit.ofItems(MOST_TOGETHER),
            this::settle,
            n -> {});
    gatherer.setDaemon(true);
    gatherer.start();
  }

  /**
   * Hands an outcome in; returns at once.
   *
   * @param settled called after the commit, with false if the outcome was void
   * @param failed called if the store did not take it, or after {@link #close}; it may be handed in
   *     again
   */
  void offer(DeliveryOutcome outcome, Consumer<Boolean> settled, Consumer<Throwable> failed) {
    ended.add(new Ended(outcome, settled, failed));
    bell.ring();
  }

  private void gather() {
    while (!bell.closed()) {
      bell.await(IDLE_MILLIS);
      if (!ended.isEmpty()) {
        bell.rest(LINGER_MILLIS);
        handOn();
      }
    }
  }

  private void handOn() {
    for (var each = ended.poll(); each != null; each = ended.poll()) {
      if (!commits.offer(each.outcome(), each.settled(), each.failed())) {
        each.failed().accept(new IllegalStateException("closed"));
      }
    }
  }

  private List<Boolean> settle(
      Connection connection, List<DeliveryOutcome> group, Duration lockWait) throws SQLException {
    var counted = write(connection, group, lockWait, group.get(0).at());
    var dead =
        group.stream()
            .filter(outcome -> outcome.kind().state().equals("dead") && isIn(counted, outcome))
            .toList();
    DeadLetterProblems.open(ledger, connection, dead);
    return group.stream().map(outcome -> isIn(counted, outcome)).toList();
  }

  private static boolean isIn(Set<Held> counted, DeliveryOutcome outcome) {
    return counted.contains(new Held(outcome.key().event(), outcome.claim()));
  }

  private Set<Held> write(
      Connection connection, List<DeliveryOutcome> group, Duration lockWait, Instant now)
      throws SQLException {
    if (held == null) {
      var rows = settle.rows();
      group.forEach(outcome -> set(rows.add(), outcome, now));
      return new HashSet<>(rows.query(connection, Settlement::held));
    }
    var asked = held.rows();
    for (var outcome : group) {
      asked
          .add()
          .set("event_id", outcome.key().event())
          .set("subscriber", outcome.key().subscriber())
          .set("claim", outcome.claim());
    }
    var counted = new HashSet<>(asked.lock(connection, lockWait, Settlement::held));
    var rows = settle.rows();
    group.stream()
        .filter(outcome -> isIn(counted, outcome))
        .forEach(outcome -> set(rows.add(), outcome, now));
    rows.execute(connection);
    keep(connection, group, counted);
    return counted;
  }

  private void keep(Connection connection, List<DeliveryOutcome> group, Set<Held> counted)
      throws SQLException {
    if (keep == null) {
      return;
    }
    var attempts = keep.rows();
    for (var outcome : group) {
      if (isIn(counted, outcome)) {
        set(attempts.add(), outcome, outcome.at());
      }
    }
    attempts.execute(connection);
  }

  private static Held held(Result row) throws SQLException {
    return new Held(row.mustUuid("event_id"), row.mustUuid("claim"));
  }

  private static void set(Rows row, DeliveryOutcome outcome, Instant now) {
    var dueAt = outcome.dueAt();
    row.set("event_id", outcome.key().event())
        .set("subscriber", outcome.key().subscriber())
        .set("claim", outcome.claim())
        .set("state", outcome.kind().state())
        .set("attempts", outcome.attempts())
        .set("due_at", dueAt)
        .set("wait", dueAt == null ? null : Duration.between(now, dueAt).toNanos() / 1000)
        .set("status", outcome.status())
        .set("error", outcome.error())
        .set("slot", (outcome.attempts() - 1) % ATTEMPTS_KEPT)
        .set("took_ms", outcome.tookMs())
        .set("address", outcome.heard().address())
        .set("answer", outcome.heard().answer())
        .set("now", now);
  }

  /** Commits what was handed in. */
  @Override
  public void close() {
    bell.close();
    try {
      gatherer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    handOn();
    commits.close();
  }
}
