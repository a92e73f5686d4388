package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The complaints of one transaction. Each row is locked first, so that whichever replica takes a
 * message or a step, a person is told once.
 */
final class ComplaintBook {
  private final LedgerSql sql;
  private final Connection connection;
  private final ProblemBook problems;
  private final Instant now;
  private final Map<Key, ComplaintState> known = new HashMap<>();
  private final Rows updates;

  private record Key(String account, String id) {}

  ComplaintBook(LedgerSql sql, Connection connection, ProblemBook problems, Instant now) {
    this.sql = sql;
    this.connection = connection;
    this.problems = problems;
    this.now = now;
    updates = sql.updateComplaint.rows();
  }

  /** Takes a message about a complaint. */
  void add(String account, Complaint said) throws SQLException {
    var key = new Key(account, said.id());
    var at = said.at() == null ? now : said.at();
    var before = locked(key);
    if (before.isEmpty()) {
      insert(key, at);
    }
    var after = before.isEmpty() ? ComplaintState.first(said, at) : before.get().after(said, at);
    if (after.completed()) {
      problems.healedForAccount(connection, account, ProblemKind.COMPLAINT_OPEN, said.id());
    } else if (before.isEmpty() || before.get().completed() || isAnew(before.get(), after)) {
      problems.openForAccount(connection, account, ProblemKind.COMPLAINT_OPEN, said.id());
    }
    put(key, after, after.nextStepAt());
  }

  private static boolean isAnew(ComplaintState before, ComplaintState after) {
    return after.openedAt().isAfter(before.openedAt());
  }

  /** Tells a person once more, if that is due and the problem is still open. */
  void step(String account, String id) throws SQLException {
    var key = new Key(account, id);
    var state = locked(key);
    if (state.isEmpty()) {
      return;
    }
    var open = ProblemRows.open(sql, connection, account, ProblemKind.COMPLAINT_OPEN, id, null);
    var due = state.get().due(now);
    if (open.isEmpty()) {
      // A person dismissed it.
      put(key, state.get(), null);
    } else {
      due.ifPresent(step -> problems.raise(open.get(), step.severity()));
      var after = due.map(state.get()::told).orElse(state.get());
      put(key, after, after.nextStepAt());
    }
  }

  private Optional<ComplaintState> locked(Key key) throws SQLException {
    if (!known.containsKey(key)) {
      sql.lockComplaint
          .rows()
          .set("account", key.account())
          .set("complaint_id", key.id())
          .first(connection, ComplaintState::of)
          .ifPresent(state -> known.put(key, state));
    }
    return Optional.ofNullable(known.get(key));
  }

  // Another transaction that inserts it makes this one fail and begin anew.
  private void insert(Key key, Instant at) throws SQLException {
    sql.insertComplaint
        .rows()
        .set("account", key.account())
        .set("complaint_id", key.id())
        .set("opened_at", at)
        .execute(connection);
  }

  private void put(Key key, ComplaintState state, @Nullable Instant nextStepAt) {
    known.put(key, state);
    updates
        .add()
        .set("account", key.account())
        .set("complaint_id", key.id())
        .set("opened_at", state.openedAt())
        .set("answered_at", state.answeredAt())
        .set("completed_at", state.completedAt())
        .set("step", state.step())
        .set("next_step_at", nextStepAt);
  }

  void addTo(Writes writes) {
    writes.add(updates);
  }
}
