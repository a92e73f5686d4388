package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.DueRefunds;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at all accounts for what is due and claims it. While nothing is due it only reads, once.
 * Not thread-safe.
 */
final class Sweep {
  private final Store store;
  private final CallableAccounts askable;
  private final DueOrders orders;
  private final DueRefunds refunds;
  private final LadderSweep ladderSweep;
  private final RefundSweep refundSweep;

  // Where one begins that has more due than there is room for, the next time another comes first.
  private int first;

  Sweep(
      Store store,
      CallableAccounts askable,
      DueOrders orders,
      DueRefunds refunds,
      LadderSweep ladderSweep,
      RefundSweep refundSweep) {
    this.store = store;
    this.askable = askable;
    this.orders = orders;
    this.refunds = refunds;
    this.ladderSweep = ladderSweep;
    this.refundSweep = refundSweep;
  }

  private record Due(Set<String> orders, Set<String> refunds) {}

  /**
   * Claims what is due, as the accounts' pace allows.
   *
   * <p>The store is asked even where no account can be: the caller learns that it is away.
   *
   * @param room how many turns are wanted at most
   * @param taker takes each
   * @return how many there were
   */
  int claim(Instant now, int room, Consumer<DueCall> taker) throws SQLException {
    var accounts = askable.accounts();
    var names = accounts.stream().map(Account::name).toList();
    var due =
        store.read(
            connection ->
                new Due(
                    orders.accounts(connection, names, now),
                    refunds.accounts(connection, names, now)));
    int left = room;
    first++;
    for (int i = 0; i < accounts.size() && left > 0; i++) {
      var account = accounts.get(Math.floorMod(first + i, accounts.size()));
      // In turn, where the pace is tight: a sale taken back must not keep payments from being
      // found.
      boolean refundsFirst = (first & 1) == 0;
      if (refundsFirst && due.refunds().contains(account.name())) {
        left -= give(refundSweep.claim(account, now, left), taker);
      }
      if (due.orders().contains(account.name()) && left > 0) {
        left -= give(ladderSweep.claim(account, now, left), taker);
      }
      if (!refundsFirst && due.refunds().contains(account.name()) && left > 0) {
        left -= give(refundSweep.claim(account, now, left), taker);
      }
    }
    return room - left;
  }

  private static int give(List<DueCall> turns, Consumer<DueCall> taker) {
    turns.forEach(taker);
    return turns.size();
  }
}
