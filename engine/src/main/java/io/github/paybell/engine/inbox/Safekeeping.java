package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Recorder.Next;
import io.github.paybell.engine.inbox.Recorder.Recorded;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Question;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.GroupCommit;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Transaction 1 of a group of arrivals, where the shop's own writes belong to a second one: each
 * notification is one row (ONE_ROW_PER_ID), copies are counted. Nothing is judged, no order is
 * locked and no event is written, so no listener can make anybody else wait. Thread-safe.
 */
final class Safekeeping implements GroupCommit.Work<Arrival, Recorded> {
  private final Ledger ledger;
  private final Handling handling;
  private final Clock clock;
  private final Sql insert;
  private final Sql reread;
  private final Sql countCopies;

  Safekeeping(Store store, Ledger ledger, Handling handling, Clock clock) {
    this.ledger = ledger;
    this.handling = handling;
    this.clock = clock;
    insert = Sql.load(Safekeeping.class, store, "insert_notification");
    reread = Sql.load(Safekeeping.class, store, "reread_notification");
    countCopies = Sql.load(Safekeeping.class, store, "count_copies");
  }

  /**
   * @throws SQLException also when another transaction stored one of them meanwhile; the caller
   *     rolls back and records again
   */
  @Override
  public List<Recorded> run(Connection connection, List<Arrival> arrivals) throws SQLException {
    var firsts = new LinkedHashMap<String, Arrival>();
    for (var arrival : arrivals) {
      firsts.putIfAbsent(Recorder.key(arrival), arrival);
    }
    var questions = new ArrayList<Question>();
    for (var arrival : firsts.values()) {
      questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
    }
    var posting = ledger.open(connection);
    var answers = posting.look(questions);
    var stored = new LinkedHashMap<String, Seen>();
    int i = 0;
    for (var key : firsts.keySet()) {
      var seen = answers[i++];
      if (seen != null) {
        stored.put(key, seen);
      }
    }
    var group = new Group(stored, clock.instant(), handling.leaseEnd());
    var outcomes = arrivals.stream().map(group::keep).toList();
    posting.flush(group.writes());
    return outcomes;
  }

  /** The state of one run: what is stored by now, and the rows to write. */
  private final class Group {
    private final Map<String, Seen> stored;
    private final Instant now;
    private final Instant leaseEnd;
    private final Rows inserts = insert.rows();
    private final Rows rereads = reread.rows();
    private final Map<UUID, Integer> copies = new LinkedHashMap<>();

    Group(Map<String, Seen> stored, Instant now, Instant leaseEnd) {
      this.stored = stored;
      this.now = now;
      this.leaseEnd = leaseEnd;
    }

    Recorded keep(Arrival arrival) {
      var seen = stored.get(Recorder.key(arrival));
      if (seen == null) {
        return first(arrival);
      }
      copies.merge(seen.id(), 1, Integer::sum);
      var verdict = Verdict.ofWire(seen.verdict());
      if (verdict.isFinal() || verdict == Verdict.PENDING) {
        return copy(arrival, seen, verdict);
      }
      if (arrival.unread() != null) {
        return new Recorded(seen.id(), verdict, false, Next.NOTHING);
      }
      // The bytes that were stored may never be read: from now on it is read from these.
      rereads
          .add()
          .set("id", seen.id())
          .set("headers", arrival.headers())
          .set("raw", arrival.raw())
          .set("next_try_at", leaseEnd);
      return new Recorded(seen.id(), Verdict.PENDING, false, Next.HANDLE);
    }

    private Recorded first(Arrival arrival) {
      boolean nothingToDo = arrival.unread() == null && arrival.evidence().isEmpty();
      var verdict = nothingToDo ? Verdict.RECORDED : Verdict.PENDING;
      Recorder.insert(inserts, arrival, verdict, null, leaseEnd, now);
      stored.put(
          Recorder.key(arrival),
          new Seen(
              arrival.id(),
              verdict.wireName(),
              arrival.outTradeNo(),
              arrival.amountTotal(),
              arrival.status()));
      return new Recorded(arrival.id(), verdict, false, nothingToDo ? Next.NOTHING : Next.HANDLE);
    }

    private Recorded copy(Arrival arrival, Seen seen, Verdict verdict) {
      boolean comparable =
          arrival.unread() == null && (verdict.isFinal() || seen.outTradeNo() != null);
      var next =
          comparable && Recorder.differs(arrival, seen)
              ? Next.CONFLICT
              : verdict.isFinal() || arrival.unread() != null ? Next.NOTHING : Next.HANDLE;
      return new Recorded(seen.id(), verdict, true, next);
    }

    Writes writes() {
      var counts = countCopies.rows();
      copies.forEach((id, times) -> counts.add().set("id", id).set("times", times).set("now", now));
      return new Writes().add(inserts).add(rereads).add(counts);
    }
  }
}
