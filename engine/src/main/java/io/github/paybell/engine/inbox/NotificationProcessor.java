package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.inbox.StoredNotifications.Standing;
import io.github.paybell.engine.ledger.Defect;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.Question;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transaction 2 of a stored notification: its evidence is judged and applied, and the shop's own
 * writes commit with that or not at all (TOGETHER). One of several orders has a transaction of its
 * own for each, so that what one order's listener does undoes no other's. Whichever is faster, a
 * copy, another replica or a sweep: the order's lock lets one apply it, and the others find it done
 * (ONE_EFFECT). Thread-safe; runs on the caller's thread.
 */
final class NotificationProcessor {
  private final Store store;
  private final Ledger ledger;
  private final ProcessingRows rows;
  private final ProcessingFailures failures;

  NotificationProcessor(
      Store store, Ledger ledger, ProcessingRows rows, ProcessingFailures failures) {
    this.store = store;
    this.ledger = ledger;
    this.rows = rows;
    this.failures = failures;
  }

  /**
   * Handles a notification that waits; one that has been handled meanwhile stays as it is.
   *
   * @param arrival what the stored row says, read just now
   */
  ProcessingResult handle(UUID id, Arrival arrival) {
    return said(id, arrival, handle(id, arrival, false));
  }

  /** Puts a notification before the judge once more, whatever its verdict is. */
  ProcessingResult again(UUID id, Arrival arrival) {
    return said(id, arrival, handle(id, arrival, true));
  }

  private static ProcessingResult said(UUID id, Arrival arrival, ProcessingResult handled) {
    NotificationLine.handled(arrival, id, handled);
    return handled;
  }

  /**
   * A stored notification cannot be read today: it waits for a key like any other that no key
   * opens.
   */
  ProcessingResult unreadable(UUID id, String account, Unread unread) {
    var failed = new ArrayList<ProcessingFailures.Failure>();
    var verdict =
        attempt(
            null,
            failed,
            connection -> {
              var posting = ledger.open(connection);
              var before = rows.standing(connection, id);
              return before == null
                  ? Verdict.RECORDED
                  : unread(connection, posting, unread.defect(id, account, null), unread, before);
            });
    return verdict == null
        ? failures.take(id, account, failed)
        : new ProcessingResult.Done(verdict);
  }

  private ProcessingResult handle(UUID id, Arrival arrival, boolean again) {
    var failed = new ArrayList<ProcessingFailures.Failure>();
    var verdict =
        arrival.evidence().size() < 2
            ? attempt(
                arrival.evidence().isEmpty() ? null : arrival.evidence().get(0),
                failed,
                connection -> whole(connection, id, arrival, again))
            : oneByOne(id, arrival, again, failed);
    return verdict == null
        ? failures.take(id, arrival.account(), failed)
        : new ProcessingResult.Done(verdict);
  }

  private @Nullable Verdict oneByOne(
      UUID id, Arrival arrival, boolean again, List<ProcessingFailures.Failure> failed) {
    var verdict = Verdict.RECORDED;
    for (var evidence : arrival.evidence()) {
      var of = attempt(evidence, failed, connection -> one(connection, id, evidence, again));
      if (of != null) {
        verdict = verdict.and(of);
      } else if (ProcessingFailures.away(failed)) {
        return null;
      }
    }
    var all = verdict;
    return failed.isEmpty()
        ? attempt(null, failed, connection -> conclude(connection, id, arrival, all, again))
        : null;
  }

  /**
   * @return null: it failed, which is noted
   */
  private @Nullable Verdict attempt(
      @Nullable Evidence evidence,
      List<ProcessingFailures.Failure> failed,
      Transactions.Work<Verdict> work) {
    try {
      return store.write(work);
    } catch (SQLException | RuntimeException e) {
      failed.add(new ProcessingFailures.Failure(evidence == null ? null : evidence.order(), e));
      return null;
    }
  }

  /** A notification about one order, or about none. */
  private Verdict whole(Connection connection, UUID id, Arrival arrival, boolean again)
      throws SQLException {
    var posting = ledger.open(connection);
    look(posting, arrival.evidence());
    // Asked after the order is locked: a faster one has committed by now.
    var before = rows.standing(connection, id);
    if (before == null) {
      return Verdict.RECORDED;
    }
    if (!again && before.verdict().isFinal()) {
      return before.verdict();
    }
    var unread = arrival.unread();
    if (unread != null) {
      var defect = unread.defect(id, arrival.account(), arrival.outTradeNo());
      return unread(connection, posting, defect, unread, before);
    }
    posting.prepare(arrival.evidence());
    var verdict = Verdict.RECORDED;
    for (var evidence : arrival.evidence()) {
      verdict = verdict.and(Verdict.of(posting.post(evidence, id)));
      healed(posting, evidence, before, again);
    }
    rows.conflict(connection, posting, id, arrival, before);
    other(posting, id, arrival, before);
    posting.flush();
    // Last, so that a copy can be counted however long the listener takes.
    rows.handled(connection, id, arrival, verdict);
    readAtLast(connection, id, before, again);
    return verdict;
  }

  /** One that is told already is not told again. */
  private static void other(Posting posting, UUID id, Arrival arrival, Standing before)
      throws SQLException {
    var said = arrival.other();
    if (said != null && !before.verdict().isFinal()) {
      posting.other(arrival.account(), id, said);
      if (before.tries() > 0) {
        posting.healed(
            arrival.account(), ProblemKind.LISTENER_FAILED, ProcessingFailures.cause(id));
      }
    }
  }

  /** One order of several. */
  private Verdict one(Connection connection, UUID id, Evidence evidence, boolean again)
      throws SQLException {
    var posting = ledger.open(connection);
    look(posting, List.of(evidence));
    if (!again) {
      var judged = ledger.judged(connection, evidence.account(), evidence.outTradeNo(), id);
      if (judged.isPresent()) {
        return Verdict.ofWire(judged.get());
      }
    }
    var before = rows.standing(connection, id);
    posting.prepare(List.of(evidence));
    var verdict = Verdict.of(posting.post(evidence, id));
    if (before != null) {
      healed(posting, evidence, before, again);
    }
    posting.flush();
    return verdict;
  }

  /** All orders of several are done. */
  private Verdict conclude(
      Connection connection, UUID id, Arrival arrival, Verdict verdict, boolean again)
      throws SQLException {
    var before = rows.standing(connection, id);
    if (before == null || (!again && before.verdict().isFinal())) {
      return before == null ? verdict : before.verdict();
    }
    var posting = ledger.open(connection);
    rows.conflict(connection, posting, id, arrival, before);
    posting.flush();
    rows.handled(connection, id, arrival, verdict);
    readAtLast(connection, id, before, again);
    return verdict;
  }

  private Verdict unread(
      Connection connection, Posting posting, Defect defect, Unread unread, Standing before)
      throws SQLException {
    if (before.verdict() == Verdict.PENDING) {
      posting.defectAgain(defect);
      posting.flush();
      rows.unread(connection, defect.notification(), unread, before.tries());
      return unread.verdict();
    }
    return before.verdict();
  }

  /**
   * Ends what was wrong with it. After its listener, because the problem's row is locked from here
   * on, and others with the same defect must not wait for this one's shop (ONE_STOPS_NOBODY).
   */
  private void readAtLast(Connection connection, UUID id, Standing before, boolean again)
      throws SQLException {
    if (again || before.tries() > 0 || before.unread()) {
      var posting = ledger.open(connection);
      posting.readAtLast(id);
      posting.flush();
    }
  }

  private static void look(Posting posting, List<Evidence> evidence) throws SQLException {
    if (!evidence.isEmpty()) {
      posting.look(
          evidence.stream()
              .map(
                  each ->
                      new Question(each.account(), null, each.outTradeNo(), each.transactionId()))
              .toList());
    }
  }

  private static void healed(Posting posting, Evidence evidence, Standing before, boolean again)
      throws SQLException {
    // Only one that was tried before can have failed as often as it is tried.
    if (again || before.tries() > 0) {
      posting.healed(evidence.account(), ProblemKind.LISTENER_FAILED, evidence.outTradeNo());
    }
  }
}
