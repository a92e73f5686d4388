package io.github.paybell.engine.healing;

import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.Ladder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an order that was asked about is due next. Pure but for the ladder's jitter. */
final class OrderGaps {
  // A contradiction stays one until a person decides; what it says is written down each time.
  private static final Duration DISPUTED = Duration.ofHours(1);

  /** How long an order is queried after its end, if no answer comes. */
  static final Duration GIVE_UP = Duration.ofDays(7);

  private static final Duration LONGEST_WAITING = Duration.ofHours(6);
  private static final Duration SHORTEST_WAITING = Duration.ofSeconds(5);

  private final Ladder ladder;

  OrderGaps(Ladder ladder) {
    this.ladder = ladder;
  }

  /**
   * @param now when the answer was there
   * @return null: it is not asked about any more
   */
  @Nullable Instant next(DueOrders.Claimed order, QueryOutcome asked, Instant now) {
    if (order.tradeState().paid() || order.tradeState().ended()) {
      return waiting(order, now);
    }
    if (now.isBefore(order.end())) {
      var due = ladder.next(order.step() + 1, now, order.end());
      var later = now.plus(DISPUTED);
      if (asked instanceof QueryOutcome.Learnt) {
        return due.isBefore(later) ? earlier(later, order.end()) : due;
      }
      var waiting = waiting(order, now);
      return waiting == null ? due : earlier(waiting, due);
    }
    boolean answered = asked instanceof QueryOutcome.Open || asked instanceof QueryOutcome.NotThere;
    if (asked instanceof QueryOutcome.Learnt) {
      return null;
    }
    if (answered && !order.closable()) {
      return waiting(order, now);
    }
    return afterEnd(order, now);
  }

  /**
   * When an order is queried again whose news the shop's listener could not take: as if no query
   * had answered, for the news is still to be had.
   *
   * @return null: it is not asked about any more
   */
  @Nullable Instant afterListener(DueOrders.Claimed order, Instant now) {
    if (order.tradeState().paid() || order.tradeState().ended()) {
      return waiting(order, now);
    }
    return now.isBefore(order.end())
        ? ladder.next(order.step() + 1, now, order.end())
        : afterEnd(order, now);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** 1 min after the end, 5 min after that, then every 30 min. */
  private static @Nullable Instant afterEnd(DueOrders.Claimed order, Instant now) {
    var since = Duration.between(order.end(), now);
    if (since.compareTo(GIVE_UP) > 0) {
      return null;
    }
    return since.toSeconds() < 60
        ? now.plus(Duration.ofMinutes(1))
        : now.plus(Duration.ofMinutes(since.toMinutes() < 6 ? 5 : 30));
  }

  /** What waits for a proof is asked for in gaps that grow with its age, for a week. */
  private static @Nullable Instant waiting(DueOrders.Claimed order, Instant now) {
    var since = order.parkedSince();
    if (since == null || now.isAfter(since.plus(GIVE_UP))) {
      return null;
    }
    var age = Duration.between(since, now);
    if (age.compareTo(SHORTEST_WAITING) < 0) {
      return now.plus(SHORTEST_WAITING);
    }
    return now.plus(age.compareTo(LONGEST_WAITING) > 0 ? LONGEST_WAITING : age);
  }
}
