package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.calls.Refunding;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.DueRefunds;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Refunds on their way: claims those that are due, and moves each one step on: sent, sent again, or
 * asked about. Thread-safe.
 */
final class RefundSweep {
  // Asked about, or sent and on a no asked about.
  private static final int CALLS = 2;

  private final Store store;
  private final DueRefunds refunds;
  private final Pace pace;
  private final Refunding refunding;
  private final CallRecorder answers;
  private final Clock clock;

  RefundSweep(
      Store store,
      DueRefunds refunds,
      Pace pace,
      Refunding refunding,
      CallRecorder answers,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.pace = pace;
    this.refunding = refunding;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Claims due refunds of an account and the slots in which they may leave.
   *
   * @param limit at most so many
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
    var lease = now.plus(LadderSweep.LEASE);
    for (var refund : refunds.claim(connection, account.name(), now, lease, most)) {
      int calls = refund.refund().accepted() ? 1 : CALLS;
      turns.add(new Advance(account, refund, slots.take(calls), calls));
    }
    if (!turns.isEmpty()) {
      slots.save(connection);
    }
    return turns;
  }

  private final class Advance implements DueCall {
    private final Account account;
    private final DueRefunds.Claimed refund;
    private final Instant at;
    private final int calls;

    Advance(Account account, DueRefunds.Claimed refund, Instant at, int calls) {
      this.account = account;
      this.refund = refund;
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
      if (clock.instant().isAfter(refund.lease().minus(LadderSweep.LONGEST_TURN))) {
        return;
      }
      if (WechatPay.cannotAsk(account, refund.refund().outTradeNo())) {
        refunds.asked(refund, false, clock.instant().plus(CallableAccounts.PAUSE));
        return;
      }
      QueryOutcome asked;
      try {
        asked =
            answers.ask(
                account,
                CallRecorder.Kind.REFUND,
                () -> refunding.advance(account, refund.refund()));
      } catch (ListenerFailedException e) {
        var now = clock.instant();
        refunds.asked(refund, true, RefundGaps.next(refund, new QueryOutcome.Open(), now));
        return;
      }
      var now = clock.instant();
      if (asked instanceof QueryOutcome.Unable) {
        refunds.asked(refund, false, now.plus(CallableAccounts.PAUSE));
      } else {
        refunds.asked(refund, true, RefundGaps.next(refund, asked, now));
      }
    }

    @Override
    public void giveBack() {
      refunds.asked(refund, false, clock.instant());
    }
  }
}
