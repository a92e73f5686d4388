package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Closing;
import io.github.paybell.engine.calls.OrderQueries;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The query ladder: claims the rungs that are due, and knows how each is asked. An order that no
 * notification named is queried; one whose end has come is closed, if it is ours to close; of a
 * paid one with unproved words about refunds each refund is asked about. Thread-safe.
 */
final class LadderSweep {
  /** No other process queries meanwhile; far longer than a claimed query waits and takes. */
  static final Duration LEASE = Duration.ofMinutes(2);

  // Three calls at their longest, to close an order: a rung begun later than this before its lease
  // ends may meet its own second coming.
  static final Duration LONGEST_TURN = Duration.ofSeconds(45);

  // Query, close, and query again.
  private static final int CLOSING_CALLS = 3;

  private final Store store;
  private final DueOrders orders;
  private final Pace pace;
  private final OrderGaps gaps;
  private final OrderQueries queries;
  private final Closing closing;
  private final Ledger ledger;
  private final CallRecorder answers;
  private final Clock clock;

  LadderSweep(
      Store store,
      DueOrders orders,
      Pace pace,
      OrderGaps gaps,
      OrderQueries queries,
      Closing closing,
      Ledger ledger,
      CallRecorder answers,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.pace = pace;
    this.gaps = gaps;
    this.queries = queries;
    this.closing = closing;
    this.ledger = ledger;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Claims due orders of an account and the slots in which they may be asked about.
   *
   * @param limit at most so many
   * @return empty: none is due that no other process has, or the account's pace does not let more
   *     go
   */
  List<DueCall> claim(Account account, Instant now, int limit) throws SQLException {
    return store.write(connection -> claim(connection, account, now, limit));
  }

  private List<DueCall> claim(Connection connection, Account account, Instant now, int limit)
      throws SQLException {
    var slots = pace.lock(connection, account.name(), now);
    int most = Math.min(limit, slots.left());
    if (most < 1) {
      return List.of();
    }
    var turns = new ArrayList<DueCall>();
    for (var order : orders.claim(connection, account.name(), now, now.plus(LEASE), most)) {
      int calls = calls(order, now);
      turns.add(new Rung(account, order, slots.take(calls), calls));
    }
    if (!turns.isEmpty()) {
      slots.save(connection);
    }
    return turns;
  }

  private static int calls(DueOrders.Claimed order, Instant now) {
    return toClose(order, now) ? CLOSING_CALLS : Math.max(1, order.parkedRefunds().size());
  }

  private static boolean toClose(DueOrders.Claimed order, Instant now) {
    return !order.tradeState().paid()
        && !order.tradeState().ended()
        && order.closable()
        && !now.isBefore(order.end());
  }

  private final class Rung implements DueCall {
    private final Account account;
    private final DueOrders.Claimed order;
    private final Instant at;
    private final int calls;

    Rung(Account account, DueOrders.Claimed order, Instant at, int calls) {
      this.account = account;
      this.order = order;
      this.at = at;
      this.calls = calls;
    }

    @Override
    public Instant at() {
      return at;
    }

    @Override
    public int calls() {
      return calls;
    }

    @Override
    public void ask() {
      var begun = clock.instant();
      if (tooLate(begun)) {
        return;
      }
      if (WechatPay.cannotAsk(account, order.key().outTradeNo())) {
        // Until it has a v2 key; the account's other orders can be asked about.
        orders.asked(order, false, gaps.afterListener(order, begun.plus(CallableAccounts.PAUSE)));
        return;
      }
      QueryOutcome asked;
      try {
        if (order.elsewhere()) {
          ledger.judgeWaiting(order.key());
        }
        asked = ask(begun);
      } catch (ListenerFailedException e) {
        orders.asked(order, true, gaps.afterListener(order, clock.instant()));
        return;
      }
      var now = clock.instant();
      if (asked instanceof QueryOutcome.Unable) {
        orders.asked(order, false, now.plus(CallableAccounts.PAUSE));
      } else {
        orders.asked(order, true, gaps.next(order, asked, now));
      }
    }

    private boolean tooLate(Instant now) {
      return now.isAfter(order.lease().minus(LONGEST_TURN));
    }

    private QueryOutcome ask(Instant now) {
      var outTradeNo = order.key().outTradeNo();
      var subMchid = order.subMchid();
      if (order.tradeState().paid()) {
        return askRefunds();
      }
      return toClose(order, now)
          ? answers.ask(
              account, CallRecorder.Kind.CLOSE, () -> closing.close(account, outTradeNo, subMchid))
          : answers.ask(
              account, CallRecorder.Kind.ORDER, () -> queries.order(account, outTradeNo, subMchid));
    }

    /** The payment is known; the query is for the proof of what waits. */
    private QueryOutcome askRefunds() {
      QueryOutcome last = new QueryOutcome.NotThere();
      for (var outRefundNo : order.parkedRefunds()) {
        last =
            answers.ask(
                account,
                CallRecorder.Kind.REFUND,
                () ->
                    queries.refund(
                        account, order.key().outTradeNo(), outRefundNo, order.subMchid()));
        if (last instanceof QueryOutcome.Unable || tooLate(clock.instant())) {
          return last;
        }
      }
      return last;
    }

    @Override
    public void giveBack() {
      orders.asked(order, false, clock.instant());
    }
  }
}
