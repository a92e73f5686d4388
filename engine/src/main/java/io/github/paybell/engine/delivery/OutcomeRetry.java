package io.github.paybell.engine.delivery;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a lane's outcomes to the settlement, and keeps what the store does not take until it
 * answers again: meanwhile each holds its place in the lane's room (BOUNDED). Thread-safe.
 */
final class OutcomeRetry {
  private static final Logger log = LoggerFactory.getLogger(OutcomeRetry.class);

  // How often an outcome is handed in while the store answers, if its lease is over.
  private static final int ENOUGH = 3;

  private final Subscriber subscriber;
  private final LaneParts parts;
  private final Runnable freed;
  private final Runnable kept;
  private final Queue<Unsettled> unsettled = new ArrayDeque<>();

  private record Unsettled(InFlight attempt, DeliveryOutcome outcome, int again) {}

  /**
   * @param freed called when an attempt is over and done with, on any thread
   * @param kept called when an outcome has to be kept, on any thread
   */
  OutcomeRetry(Subscriber subscriber, LaneParts parts, Runnable freed, Runnable kept) {
    this.subscriber = subscriber;
    this.parts = parts;
    this.freed = freed;
    this.kept = kept;
  }

  /** On any thread; does not block. */
  void hand(InFlight attempt, DeliveryOutcome outcome) {
    hand(new Unsettled(attempt, outcome, 0));
  }

  private void hand(Unsettled ended) {
    parts.settlement().offer(ended.outcome(), held -> settled(ended, held), failure -> keep(ended));
  }

  private void settled(Unsettled ended, boolean held) {
    var outcome = ended.outcome();
    parts
        .meters()
        .attempt(
            subscriber.name(),
            subscriber.channel().kind(),
            held ? outcome.kind().wireName() : "void",
            ended.attempt().nanos());
    if (held && outcome.dueAt() == null && outcome.error() != null) {
      log.warn(
          "event {} is dead for subscriber {} after {} attempts: {}",
          outcome.key().event(),
          subscriber.name(),
          outcome.attempts(),
          outcome.error());
    }
    freed.run();
  }

  private void keep(Unsettled ended) {
    synchronized (this) {
      unsettled.add(new Unsettled(ended.attempt(), ended.outcome(), ended.again() + 1));
    }
    kept.run();
  }

  /** Whether nothing is kept. */
  synchronized boolean isEmpty() {
    return unsettled.isEmpty();
  }

  /**
   * Hands in again what is kept.
   *
   * @return whether there was any
   * @throws SQLException if the store is still away
   */
  boolean again(Instant now) throws SQLException {
    if (isEmpty()) {
      return false;
    }
    parts.claims().anyDue(subscriber.name(), now, now);
    List<Unsettled> all;
    synchronized (this) {
      all = List.copyOf(unsettled);
      unsettled.clear();
    }
    for (var each : all) {
      if (each.again() > ENOUGH && each.attempt().claimed().leaseEnd().isBefore(now)) {
        // The store answers, and does not take it: the lease is over, the event comes again.
        log.warn(
            "what became of {} for {} could not be written",
            each.attempt().event(),
            subscriber.name());
        freed.run();
      } else {
        hand(each);
      }
    }
    return true;
  }
}
