package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Recorded.Next;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transaction 1 of a group of arrivals, where the shop's own writes belong to a second one: each
 * notification is one row (ONE_ROW_PER_ID), copies are counted. Nothing is judged, no order is
 * locked and no event is written, so no listener can make another notification wait. Thread-safe.
 */
final class DeferredRecorder implements GroupCommit.Work<Arrival, Recorded> {
  private final Ledger ledger;
  private final Variants variants;
  private final ProcessingQueue handling;
  private final Clock clock;
  private final Sql insert;
  private final Sql resume;
  private final Sql countCopies;
  private final Sql insertArrival;

  DeferredRecorder(
      Store store, Ledger ledger, Variants variants, ProcessingQueue handling, Clock clock) {
    this.ledger = ledger;
    this.variants = variants;
    this.handling = handling;
    this.clock = clock;
    insert = Sql.load(DeferredRecorder.class, store, "insert_notification");
    resume = Sql.load(DeferredRecorder.class, store, "resume_notification");
    countCopies = Sql.load(DeferredRecorder.class, store, "count_copies");
    insertArrival = Sql.load(DeferredRecorder.class, store, "insert_arrival");
  }

  /**
   * @throws SQLException also when another transaction stored one of them meanwhile; the caller
   *     rolls back and records again
   */
  @Override
  public List<Recorded> run(Connection connection, List<Arrival> arrivals, Duration lockWait)
      throws SQLException {
    var questions = new ArrayList<Question>();
    var keys = new LinkedHashSet<String>();
    for (var arrival : arrivals) {
      if (keys.add(Variants.key(arrival))) {
        questions.add(new Question(arrival.account(), arrival.dedupeKey(), null, null));
      }
    }
    var posting = ledger.open(connection, lockWait);
    var answers = posting.look(questions);
    var stored = new HashMap<String, Seen>();
    int i = 0;
    for (var key : keys) {
      var seen = answers[i++];
      if (seen != null) {
        stored.put(key, seen);
      }
    }
    var found = variants.find(connection, arrivals, stored);
    var group = new Group(clock.instant(), handling.leaseEnd());
    var outcomes = new ArrayList<Recorded>(arrivals.size());
    for (i = 0; i < arrivals.size(); i++) {
      outcomes.add(group.keep(arrivals.get(i), found.rows().get(i)));
    }
    posting.flush(group.writes().add(found.read()));
    return outcomes;
  }

  /** The state of one run: what is stored by now, and the rows to write. */
  private final class Group {
    private final Instant now;
    private final Instant leaseEnd;
    private final Rows inserts = insert.rows();
    private final Rows resumed = resume.rows();
    private final Copies copies = new Copies(countCopies, insertArrival);

    Group(Instant now, Instant leaseEnd) {
      this.now = now;
      this.leaseEnd = leaseEnd;
    }

    /**
     * @param row its row; null: its key has as many as it may have
     */
    Recorded keep(Arrival arrival, @Nullable Row row) {
      if (row == null) {
        return Recorded.refused(arrival);
      }
      var verdict = row.verdict();
      if (verdict == null) {
        return first(arrival, row);
      }
      if (verdict.isFinal() || verdict == Verdict.PENDING) {
        copies.add(row.id(), arrival, verdict);
        boolean wait = verdict == Verdict.PENDING && arrival.unread() == null;
        return new Recorded(row.id(), verdict, true, wait ? Next.HANDLE : Next.NOTHING);
      }
      if (arrival.unread() != null) {
        copies.add(row.id(), arrival, verdict);
        return new Recorded(row.id(), verdict, false, Next.NOTHING);
      }
      copies.add(row.id(), arrival, Verdict.PENDING);
      resumed.add().set("id", row.id()).set("next_try_at", leaseEnd);
      return new Recorded(row.id(), Verdict.PENDING, false, Next.HANDLE);
    }

    private Recorded first(Arrival arrival, Row row) {
      boolean nothingToDo =
          arrival.unread() == null
              && arrival.evidence().isEmpty()
              && arrival.other() == null
              && !row.conflicting();
      var verdict = nothingToDo ? Verdict.RECORDED : Verdict.PENDING;
      row.insert(inserts, arrival, verdict, null, leaseEnd, now);
      row.judged(verdict);
      return new Recorded(row.id(), verdict, false, nothingToDo ? Next.NOTHING : Next.HANDLE);
    }

    Writes writes() {
      var writes = new Writes().add(inserts).add(resumed);
      copies.write(writes, now);
      return writes;
    }
  }
}
