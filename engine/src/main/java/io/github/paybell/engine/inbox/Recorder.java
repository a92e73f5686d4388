package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Recorded.Next;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.ledger.Question;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records a group of arrivals in one transaction: each notification is one row (ONE_ROW_PER_ID),
 * its evidence is judged and applied, copies are counted. What says something else under the key of
 * another is a row of its own, and a problem. Thread-safe.
 */
final class Recorder {
  private final Ledger ledger;
  private final Variants variants;
  private final Conflicts conflicts;
  private final StoredNotifications notifications;
  private final Clock clock;
  private final Sql insertNotification;
  private final Sql judgedNotification;
  private final Sql countCopies;
  private final Sql insertArrival;

  Recorder(Store store, Ledger ledger, Variants variants, Clock clock) {
    this.ledger = ledger;
    this.variants = variants;
    conflicts = new Conflicts(store);
    notifications = new StoredNotifications(store);
    this.clock = clock;
    insertNotification = Sql.load(Recorder.class, store, "insert_notification");
    judgedNotification = Sql.load(Recorder.class, store, "judged_notification");
    countCopies = Sql.load(Recorder.class, store, "count_copies");
    insertArrival = Sql.load(Recorder.class, store, "insert_arrival");
  }

  /**
   * @param lockWait how long to wait for an order that another transaction has locked
   * @throws SQLException also when another transaction stored one of them meanwhile; the caller
   *     rolls back and records again
   */
  List<Recorded> record(Connection connection, List<Arrival> arrivals, Duration lockWait)
      throws SQLException {
    var posting = ledger.open(connection, lockWait);
    var found = variants.find(connection, arrivals, look(posting, different(arrivals)));
    posting.prepare(toJudge(arrivals, found.rows()));
    var transaction = new Transaction(connection, posting, clock.instant());
    var outcomes = new ArrayList<Recorded>(arrivals.size());
    for (int i = 0; i < arrivals.size(); i++) {
      outcomes.add(transaction.record(arrivals.get(i), found.rows().get(i)));
    }
    posting.flush(transaction.writes().add(found.read()));
    return outcomes;
  }

  /** Of those that say the same under one key, one. */
  static Collection<Arrival> different(List<Arrival> arrivals) {
    var different = new LinkedHashMap<String, Arrival>();
    for (var arrival : arrivals) {
      different.putIfAbsent(Variants.key(arrival) + ' ' + arrival.facts(), arrival);
    }
    return different.values();
  }

  /**
   * Judges a stored notification once more, whatever its verdict was.
   *
   * @param id its row
   */
  void again(Connection connection, UUID id, Arrival arrival) throws SQLException {
    var posting = lookAgain(connection, arrival);
    boolean unread = isUnread(connection, id);
    // What another product said is told once.
    judgeAgain(connection, posting, id, unread ? arrival : arrival.of(null), unread);
  }

  /**
   * Judges a stored notification that could be read at last, unless a copy was faster.
   *
   * @return false if it was judged already
   */
  boolean readAtLast(Connection connection, UUID id, Arrival arrival) throws SQLException {
    var posting = lookAgain(connection, arrival);
    // Asked after the orders are locked: a copy that was faster has committed by now.
    boolean unread = isUnread(connection, id);
    if (unread) {
      judgeAgain(connection, posting, id, arrival, true);
    }
    return unread;
  }

  private boolean isUnread(Connection connection, UUID id) throws SQLException {
    return notifications
        .standing(connection, id)
        .map(standing -> !standing.verdict().isFinal())
        .orElse(false);
  }

  private Posting lookAgain(Connection connection, Arrival arrival) throws SQLException {
    var posting = ledger.open(connection);
    var questions = new ArrayList<Question>();
    for (var evidence : arrival.evidence()) {
      questions.add(
          new Question(evidence.account(), null, evidence.outTradeNo(), evidence.transactionId()));
    }
    if (!questions.isEmpty()) {
      posting.look(questions);
    }
    posting.prepare(arrival.evidence());
    return posting;
  }

  private void judgeAgain(
      Connection connection, Posting posting, UUID id, Arrival arrival, boolean unread)
      throws SQLException {
    var transaction = new Transaction(connection, posting, clock.instant());
    transaction.judgeAgain(arrival, id, unread);
    posting.flush(transaction.writes());
  }

  private static Map<String, Seen> look(Posting posting, Iterable<Arrival> arrivals)
      throws SQLException {
    var questions = new ArrayList<Question>();
    var keys = new ArrayList<String>();
    for (var arrival : arrivals) {
      if (arrival.evidence().isEmpty()) {
        questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
        keys.add(Variants.key(arrival));
      }
      for (var evidence : arrival.evidence()) {
        // A sub-order may belong to another account; the notification is the token's account's.
        boolean own = evidence.account().equals(arrival.account());
        questions.add(
            new Question(
                evidence.account(),
                own ? arrival.dedupeKey() : null,
                evidence.outTradeNo(),
                evidence.transactionId()));
        keys.add(Variants.key(arrival));
        if (!own) {
          questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
          keys.add(Variants.key(arrival));
        }
      }
    }
    var answers = posting.look(questions);
    var stored = new LinkedHashMap<String, Seen>();
    for (int i = 0; i < answers.length; i++) {
      var seen = answers[i];
      if (seen != null) {
        stored.put(keys.get(i), seen);
      }
    }
    return stored;
  }

  private static List<Evidence> toJudge(List<Arrival> arrivals, List<@Nullable Row> rows) {
    var evidence = new ArrayList<Evidence>();
    var seen = new HashSet<Row>();
    for (int i = 0; i < arrivals.size(); i++) {
      var row = rows.get(i);
      if (row != null && !row.isFinal() && seen.add(row)) {
        evidence.addAll(arrivals.get(i).evidence());
      }
    }
    return evidence;
  }

  /** The state of one run: what is stored by now, and the rows to write. */
  private final class Transaction {
    private final Connection connection;
    private final Posting posting;
    private final Instant now;
    private final Rows inserts = insertNotification.rows();
    private final Rows judged = judgedNotification.rows();
    private final Copies copies = new Copies(countCopies, insertArrival);
    private final Set<Row> judgedHere = new HashSet<>();

    Transaction(Connection connection, Posting posting, Instant now) {
      this.connection = connection;
      this.posting = posting;
      this.now = now;
    }

    /**
     * @param row its row; null: its key has as many as it may have
     */
    Recorded record(Arrival arrival, @Nullable Row row) throws SQLException {
      if (row == null) {
        return Recorded.refused(arrival);
      }
      var before = row.verdict();
      if (before != null && (before.isFinal() || !judgedHere.add(row))) {
        copies.add(row.id(), arrival, before);
        return new Recorded(row.id(), before, true, Next.NOTHING);
      }
      judgedHere.add(row);
      var verdict = judge(arrival, row.id(), before == null);
      var reason = arrival.unread() == null ? null : arrival.unread().reason();
      if (before == null) {
        row.insert(inserts, arrival, verdict, reason, now.plus(RetrySchedule.FIRST), now);
      } else {
        copies.add(row.id(), arrival, verdict);
        judged(arrival, row.id(), verdict, reason);
      }
      if (arrival.unread() == null) {
        if (row.conflicting()) {
          Conflicts.open(posting, row.id(), arrival);
        } else if (before != null) {
          conflicts.find(connection, posting, row.id(), arrival);
        }
      }
      row.judged(verdict);
      return new Recorded(row.id(), verdict, false, Next.NOTHING);
    }

    /**
     * @param unread until now it was
     */
    void judgeAgain(Arrival arrival, UUID id, boolean unread) throws SQLException {
      judged(arrival, id, judge(arrival, id, false), null);
      if (unread) {
        conflicts.find(connection, posting, id, arrival);
      }
    }

    private void judged(Arrival arrival, UUID id, Verdict verdict, @Nullable String reason) {
      judged
          .add()
          .set("id", id)
          .set("verdict", verdict.wireName())
          .set("reason", reason)
          .set("event_type", arrival.eventType())
          .set("out_trade_no", arrival.outTradeNo())
          .set("amount_total", arrival.amountTotal())
          .set("status", arrival.status())
          .set("facts", arrival.facts())
          .set("is_final", verdict.isFinal() ? 1 : 0);
    }

    private Verdict judge(Arrival arrival, UUID id, boolean first) throws SQLException {
      var unread = arrival.unread();
      if (unread != null) {
        var defect = unread.defect(id, arrival.account(), arrival.outTradeNo());
        if (first) {
          posting.defect(defect);
        } else {
          posting.defectAgain(defect);
        }
        return unread.verdict();
      }
      if (!first) {
        posting.readAtLast(id);
      }
      var verdict = Verdict.RECORDED;
      for (var evidence : arrival.evidence()) {
        verdict = verdict.and(Verdict.of(posting.post(evidence, id)));
      }
      var said = arrival.other();
      if (said != null) {
        posting.other(arrival.account(), id, said);
        if (said.question()) {
          // There is no shop here to answer it.
          posting.unanswered(arrival.account(), said);
        }
      }
      return verdict;
    }

    Writes writes() {
      var writes = new Writes().add(inserts).add(judged);
      copies.write(writes, now);
      return writes;
    }
  }
}
