package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Problems that many notifications share, in one transaction: each is open once, counts its
 * notifications, and ends with the last one that has the defect. A problem's row stays locked from
 * the moment it is joined or left, so that none joins what another transaction closes. Not
 * thread-safe; used once.
 */
final class SharedProblems {
  private final LedgerSql sql;
  private final EventRows events;
  private final Connection connection;
  private final Instant now;
  private final Map<String, OpenProblem> joined = new HashMap<>();
  private final Map<UUID, OpenProblem> left = new LinkedHashMap<>();
  private final List<OpenProblem> opened = new ArrayList<>();
  private final Rows inserted;
  private final Rows counted;
  private final Rows seenAgain;
  private final Rows notifications;

  SharedProblems(LedgerSql sql, EventRows events, Connection connection, Instant now) {
    this.sql = sql;
    this.events = events;
    this.connection = connection;
    this.now = now;
    inserted = sql.insertProblem.rows();
    counted = sql.countProblem.rows();
    seenAgain = sql.seenAgainProblem.rows();
    notifications = sql.insertProblemNotification.rows();
  }

  /** A notification that is new has a defect. */
  void join(Defect defect) throws SQLException {
    var key = ProblemText.key(defect.account(), defect.kind(), defect.cause(), defect.member());
    var problem = joined.get(key);
    if (problem == null) {
      problem = join(defect, key);
      joined.put(key, problem);
    } else {
      ProblemRows.count(counted, problem.id(), null, now);
    }
    notifications
        .add()
        .set("problem_id", problem.id())
        .set("notification_id", defect.notification())
        .set("account", defect.account())
        .set("out_trade_no", defect.outTradeNo());
  }

  private OpenProblem join(Defect defect, String key) throws SQLException {
    var found =
        ProblemRows.open(
            sql, connection, defect.account(), defect.kind(), defect.cause(), defect.member());
    if (found.isPresent() && lock(found.get().id())) {
      ProblemRows.count(counted, found.get().id(), null, now);
      return found.get();
    }
    var problem =
        new OpenProblem(
            Ids.at(now.toEpochMilli()),
            defect.account(),
            defect.kind(),
            defect.kind().severity(),
            defect.cause(),
            defect.member());
    ProblemRows.insert(inserted, problem, key, null, null, now);
    opened.add(problem);
    return problem;
  }

  /**
   * The same for a notification that may be counted already. What a person dismissed of it does not
   * come up again.
   */
  void joinAgain(Defect defect) throws SQLException {
    boolean counts = false;
    for (var shared : sharedBy(defect.notification())) {
      if (shared.problem().isAbout(defect)) {
        counts = true;
        seenAgain.add().set("id", shared.problem().id()).set("now", now);
      } else if (ProblemKind.OF_READING.contains(defect.kind())) {
        leave(defect.notification(), shared);
      }
    }
    if (!counts) {
      join(defect);
    }
  }

  /** A notification could be read after all. */
  void leave(UUID notification) throws SQLException {
    for (var shared : sharedBy(notification)) {
      leave(notification, shared);
    }
  }

  /**
   * A problem that a notification shares, open or closed.
   *
   * @param settled this notification has the defect no more, or a person dismissed it
   */
  private record Shared(OpenProblem problem, boolean settled) {}

  private List<Shared> sharedBy(UUID notification) throws SQLException {
    return sql.problemsOfNotification
        .rows()
        .set("notification_id", notification)
        .query(connection, row -> new Shared(OpenProblem.of(row), row.flag("settled")));
  }

  private void leave(UUID notification, Shared shared) throws SQLException {
    var problem = shared.problem();
    if (!shared.settled()
        && ProblemKind.OF_READING.contains(problem.kind())
        && lock(problem.id())) {
      sql.settleNotification
          .rows()
          .set("problem_id", problem.id())
          .set("notification_id", notification)
          .execute(connection);
      left.put(problem.id(), problem);
    }
  }

  /**
   * A person dismissed it, for all its notifications.
   *
   * @param problem locked
   */
  void dismiss(OpenProblem problem, String resolution, @Nullable String note) throws SQLException {
    sql.settleNotifications.rows().set("problem_id", problem.id()).execute(connection);
    close(problem, resolution, note);
  }

  /**
   * Locks a problem for the rest of the transaction.
   *
   * @return false: another transaction closed it
   */
  boolean lock(UUID problem) throws SQLException {
    return sql.lockProblem.rows().set("id", problem).execute(connection) > 0;
  }

  /** Writes everything, and ends the problems whose last notification has left. */
  void write() throws SQLException {
    new Writes().add(inserted).add(counted).add(seenAgain).add(notifications).run(connection);
    for (var problem : opened) {
      tell(EventType.PROBLEM_OPENED, problem, null);
    }
    for (var problem : left.values()) {
      if (waiting(problem.id()) == 0) {
        close(problem, "healed", null);
      }
    }
  }

  private long waiting(UUID problem) throws SQLException {
    return sql.unsettledNotifications
        .rows()
        .set("problem_id", problem)
        .first(connection, row -> row.number("waiting"))
        .orElseThrow();
  }

  private void close(OpenProblem problem, String resolution, @Nullable String note)
      throws SQLException {
    var rows = sql.closeProblem.rows();
    ProblemRows.close(rows, problem.id(), resolution, note, now);
    rows.execute(connection);
    tell(EventType.PROBLEM_RESOLVED, problem, resolution);
  }

  private void tell(EventType type, OpenProblem problem, @Nullable String resolution)
      throws SQLException {
    var orders = ProblemRows.orders(sql, connection, problem.id());
    events.add(problem.account(), type, problem.told(resolution, orders));
  }
}
