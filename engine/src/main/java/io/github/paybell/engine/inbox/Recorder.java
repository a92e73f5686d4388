package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.Question;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records a group of arrivals in one transaction: each notification is one row (ONE_ROW_PER_ID),
 * its evidence is judged and applied, copies are counted. Thread-safe.
 */
final class Recorder {
  private final Ledger ledger;
  private final Clock clock;
  private final Sql insertNotification;
  private final Sql judgedNotification;
  private final Sql countCopies;
  private final Sql verdict;
  private final Sql unreadFor;

  Recorder(Store store, Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
    insertNotification = Sql.load(Recorder.class, store, "insert_notification");
    judgedNotification = Sql.load(Recorder.class, store, "judged_notification");
    countCopies = Sql.load(Recorder.class, store, "count_copies");
    verdict = Sql.load(Recorder.class, store, "verdict");
    unreadFor = Sql.load(Recorder.class, store, "unread_for");
  }

  /**
   * What became of an arrival.
   *
   * @param id the stored row
   * @param duplicate it was a copy of a notification whose verdict stood already
   * @param next what remains to be done after the commit
   */
  record Recorded(UUID id, Verdict verdict, boolean duplicate, Next next) {}

  /** What remains to be done with an arrival that is stored. */
  enum Next {
    NOTHING,
    /** Its evidence is to be applied, or that it is unread is to be said. */
    HANDLE,
    /** It says something else than the copy before. */
    CONFLICT
  }

  /**
   * @throws SQLException also when another transaction stored one of them meanwhile; the caller
   *     rolls back and records again
   */
  List<Recorded> record(Connection connection, List<Arrival> arrivals) throws SQLException {
    var now = clock.instant();
    var firsts = new LinkedHashMap<String, Arrival>();
    for (var arrival : arrivals) {
      firsts.putIfAbsent(key(arrival), arrival);
    }
    var posting = ledger.open(connection);
    var stored = look(posting, firsts.values());
    posting.prepare(toJudge(firsts, stored));
    var transaction = new Transaction(posting, stored, now);
    var outcomes = new ArrayList<Recorded>(arrivals.size());
    for (var arrival : arrivals) {
      outcomes.add(transaction.record(connection, arrival));
    }
    transaction.flush();
    return outcomes;
  }

  /**
   * Judges a stored notification once more, whatever its verdict was.
   *
   * @param id its row
   */
  void again(Connection connection, UUID id, Arrival arrival) throws SQLException {
    judgeAgain(connection, lookAgain(connection, arrival), id, arrival);
  }

  /**
   * Judges a stored notification that could be read at last, unless a copy was faster. The problem
   * that it was unread ends with the last one that waits for the same reason.
   *
   * @return false if it was judged already
   */
  boolean readAtLast(Connection connection, UUID id, Arrival arrival) throws SQLException {
    var posting = lookAgain(connection, arrival);
    // Asked after the orders are locked: a copy that was faster has committed by now.
    var unread =
        verdict
            .rows()
            .set("id", id)
            .first(
                connection,
                row ->
                    new Unread(
                        Verdict.ofWire(row.mustText("verdict")),
                        null,
                        String.valueOf(row.text("reason"))));
    if (unread.isEmpty() || unread.get().verdict().isFinal()) {
      return false;
    }
    var before = unread.get();
    long waiting =
        unreadFor
            .rows()
            .set("account", arrival.account())
            .set("verdict", before.verdict().wireName())
            .set("reason", before.reason())
            .set("id", id)
            .first(connection, row -> row.number("waiting"))
            .orElseThrow();
    if (waiting == 0) {
      posting.healed(arrival.account(), problem(before), before.reason());
    }
    judgeAgain(connection, posting, id, arrival);
    return true;
  }

  static ProblemKind problem(Unread unread) {
    return unread.verdict() == Verdict.UNDECRYPTABLE
        ? ProblemKind.UNDECRYPTABLE
        : ProblemKind.NOT_UNDERSTOOD;
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

  private void judgeAgain(Connection connection, Posting posting, UUID id, Arrival arrival)
      throws SQLException {
    var transaction = new Transaction(posting, new LinkedHashMap<>(), clock.instant());
    transaction.judgeAgain(connection, arrival, id);
    transaction.flush();
  }

  private static Map<String, Seen> look(Posting posting, Iterable<Arrival> arrivals)
      throws SQLException {
    var questions = new ArrayList<Question>();
    var keys = new ArrayList<String>();
    for (var arrival : arrivals) {
      if (arrival.evidence().isEmpty()) {
        questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
        keys.add(key(arrival));
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
        keys.add(key(arrival));
        if (!own) {
          questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
          keys.add(key(arrival));
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

  private static List<Evidence> toJudge(Map<String, Arrival> firsts, Map<String, Seen> stored) {
    var evidence = new ArrayList<Evidence>();
    firsts.forEach(
        (key, arrival) -> {
          var seen = stored.get(key);
          if (seen == null || !Verdict.ofWire(seen.verdict()).isFinal()) {
            evidence.addAll(arrival.evidence());
          }
        });
    return evidence;
  }

  static String key(Arrival arrival) {
    return arrival.account() + ' ' + arrival.dedupeKey();
  }

  /** Whether a copy says something else than what is stored. */
  static boolean differs(Arrival arrival, Seen seen) {
    return !(Objects.equals(arrival.outTradeNo(), seen.outTradeNo())
        && Objects.equals(arrival.amountTotal(), seen.amountTotal())
        && Objects.equals(arrival.status(), seen.status()));
  }

  /** The cause of the problem that it does. */
  static String conflict(UUID id) {
    return "notification " + id + " came again with another content";
  }

  /**
   * Adds a row for a notification that is new.
   *
   * @param nextTryAt when it is tried again, if its verdict is not final
   */
  static void insert(
      Rows inserts,
      Arrival arrival,
      Verdict verdict,
      @Nullable String reason,
      Instant nextTryAt,
      Instant now) {
    inserts
        .add()
        .set("id", arrival.id())
        .set("account", arrival.account())
        .set("dedupe_key", arrival.dedupeKey())
        .set("facts", arrival.facts())
        .set("api", arrival.api().wireName())
        .set("event_type", arrival.eventType())
        .set("out_trade_no", arrival.outTradeNo())
        .set("amount_total", arrival.amountTotal())
        .set("status", arrival.status())
        .set("verdict", verdict.wireName())
        .set("reason", reason)
        .set("headers", arrival.headers())
        .set("raw", arrival.raw())
        .set("is_final", verdict.isFinal() ? 1 : 0)
        .set("next_try_at", nextTryAt)
        .set("now", now);
  }

  /** The state of one run: what is stored by now, and the rows to write. */
  private final class Transaction {
    private final Posting posting;
    private final Map<String, Seen> stored;
    private final Instant now;
    private final Rows inserts = insertNotification.rows();
    private final Rows judged = judgedNotification.rows();
    private final Map<UUID, Integer> copies = new LinkedHashMap<>();
    private final Set<UUID> judgedHere = new HashSet<>();

    Transaction(Posting posting, Map<String, Seen> stored, Instant now) {
      this.posting = posting;
      this.stored = stored;
      this.now = now;
    }

    Recorded record(Connection connection, Arrival arrival) throws SQLException {
      var seen = stored.get(key(arrival));
      if (seen != null
          && (Verdict.ofWire(seen.verdict()).isFinal() || judgedHere.contains(seen.id()))) {
        return copy(connection, arrival, seen);
      }
      var id = seen == null ? arrival.id() : seen.id();
      var verdict = judge(connection, arrival, id);
      var reason = arrival.unread() == null ? null : arrival.unread().reason();
      if (seen == null) {
        insert(inserts, arrival, verdict, reason, now.plus(Retries.FIRST), now);
      } else {
        copies.merge(id, 1, Integer::sum);
        judged(arrival, id, verdict, reason);
      }
      judgedHere.add(id);
      stored.put(
          key(arrival),
          new Seen(
              id,
              verdict.wireName(),
              arrival.outTradeNo(),
              arrival.amountTotal(),
              arrival.status()));
      return new Recorded(id, verdict, false, Next.NOTHING);
    }

    void judgeAgain(Connection connection, Arrival arrival, UUID id) throws SQLException {
      var unread = arrival.unread();
      judged(arrival, id, judge(connection, arrival, id), unread == null ? null : unread.reason());
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
          .set("headers", arrival.headers())
          .set("raw", arrival.raw())
          .set("is_final", verdict.isFinal() ? 1 : 0);
    }

    private Recorded copy(Connection connection, Arrival arrival, Seen seen) throws SQLException {
      copies.merge(seen.id(), 1, Integer::sum);
      var verdict = Verdict.ofWire(seen.verdict());
      if (arrival.unread() == null && verdict.isFinal() && differs(arrival, seen)) {
        posting.problem(arrival.account(), ProblemKind.NOTIFICATION_CONFLICT, conflict(seen.id()));
      }
      return new Recorded(seen.id(), verdict, true, Next.NOTHING);
    }

    private Verdict judge(Connection connection, Arrival arrival, UUID id) throws SQLException {
      var unread = arrival.unread();
      if (unread != null) {
        posting.problem(arrival.account(), problem(unread), unread.reason());
        return unread.verdict();
      }
      var verdict = Verdict.RECORDED;
      for (var evidence : arrival.evidence()) {
        verdict = verdict.and(Verdict.of(posting.post(evidence, id)));
      }
      return verdict;
    }

    void flush() throws SQLException {
      var counts = countCopies.rows();
      copies.forEach((id, times) -> counts.add().set("id", id).set("times", times).set("now", now));
      posting.flush(new Writes().add(inserts).add(judged).add(counts));
    }
  }
}
