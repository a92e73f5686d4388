package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that handling a notification failed: when it is tried again, and after the third time a
 * problem for each order that waits for it. Thread-safe.
 */
final class ProcessingFailures {
  private static final Logger log = LoggerFactory.getLogger(ProcessingFailures.class);

  /**
   * So many failures are a problem. One is a moment's; who is told only when all tries have failed
   * learns after days that a paid order stands as unpaid.
   */
  private static final int SEEN_AFTER = 3;

  private final Store store;
  private final Ledger ledger;
  private final ProcessingRows rows;
  private final List<Duration> backoff;
  private final Clock clock;

  ProcessingFailures(
      Store store, Ledger ledger, ProcessingRows rows, List<Duration> backoff, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.rows = rows;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * A transaction that failed.
   *
   * @param order whose it was; null: of the notification as a whole
   */
  record Failure(@Nullable OrderKey order, Exception why) {}

  /** Of the problem about a notification that is about no order. */
  static String cause(UUID id) {
    return "notification " + id;
  }

  /** Whether the last one failed because the store is away. */
  static boolean away(List<Failure> failed) {
    var why = failed.get(failed.size() - 1).why();
    // A listener may speak to another database than ours.
    return !(why instanceof ListenerFailedException) && Retry.away(why);
  }

  /** Whether another transaction has the order. What a listener waited for is its own affair. */
  private static boolean locked(Failure failure) {
    return !(failure.why() instanceof ListenerFailedException) && Retry.locked(failure.why());
  }

  /**
   * @param failed at least one
   * @return what is known now: a copy, or another replica, may have done it meanwhile
   */
  ProcessingResult take(UUID id, String account, List<Failure> failed) {
    for (var failure : failed) {
      log.warn(
          "handling failed, it is tried again: notification id={} out_trade_no={}",
          id,
          failure.order() == null ? null : failure.order().outTradeNo(),
          failure.why());
    }
    if (away(failed) || failed.stream().allMatch(ProcessingFailures::locked)) {
      // Nothing can be noted, or nothing failed; the claim ends by itself.
      return new ProcessingResult.Unsure();
    }
    try {
      return note(id, account, failed);
    } catch (SQLException | RuntimeException e) {
      log.warn("that handling notification id={} failed was not noted: {}", id, e.toString());
      return new ProcessingResult.Unsure();
    }
  }

  private interface Opening {
    Posting open(Connection connection);
  }

  private ProcessingResult note(UUID id, String account, List<Failure> failed) throws SQLException {
    try {
      return note(id, account, failed, ledger::open);
    } catch (ListenerFailedException e) {
      // It fails for the problem as well. That must not keep the problem from being seen.
      return note(id, account, failed, ledger::openAlone);
    }
  }

  private ProcessingResult note(UUID id, String account, List<Failure> failed, Opening opening)
      throws SQLException {
    return store.write(
        connection -> note(connection, id, account, failed, opening.open(connection)));
  }

  private ProcessingResult note(
      Connection connection, UUID id, String account, List<Failure> failed, Posting posting)
      throws SQLException {
    var why = failed.get(0).why();
    var now = rows.standing(connection, id);
    if (now == null || now.verdict().isFinal()) {
      return now == null
          ? new ProcessingResult.Failed(why)
          : new ProcessingResult.Done(now.verdict());
    }
    boolean last = now.tries() >= backoff.size();
    // The first try was no repeat.
    if (last || now.tries() >= SEEN_AFTER - 1) {
      var orders =
          failed.stream().map(Failure::order).filter(Objects::nonNull).sorted().distinct().toList();
      for (var order : orders) {
        posting.problem(order.account(), ProblemKind.LISTENER_FAILED, order.outTradeNo());
      }
      if (orders.isEmpty()) {
        posting.problem(account, ProblemKind.LISTENER_FAILED, cause(id));
      }
    }
    posting.flush();
    rows.failed(connection, id, reason(why), last ? RetrySchedule.GIVEN_UP : next(now.tries()));
    return new ProcessingResult.Failed(why);
  }

  private Instant next(int tries) {
    return clock.instant().plus(backoff.get(tries));
  }

  /** For people; what was thrown, which may quote anything, is for the log alone. */
  private static String reason(Exception why) {
    return why instanceof ListenerFailedException
        ? "the shop's listener failed; the log says why"
        : "it could not be handled; the log says why";
  }
}
