package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.StandingProblems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Says that the ladder is behind: orders are due and not asked about, because more are due than an
 * account's pace allows, or nothing asks. Ends when they are. Thread-safe.
 */
final class LateQueries {
  static final Duration EVERY = Duration.ofMinutes(1);

  /** How long an order may be due; far above a restart. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Store store;
  private final CallableAccounts askable;
  private final DueOrders orders;
  private final StandingProblems problems;
  private final Clock clock;

  LateQueries(Store store, CallableAccounts askable, DueOrders orders, Ledger ledger, Clock clock) {
    this.store = store;
    this.askable = askable;
    this.orders = orders;
    this.clock = clock;
    problems = new StandingProblems(store, ledger, ProblemKind.QUERIES_BEHIND);
  }

  /**
   * Makes the accounts that are behind now the open problems. Only reads where nothing has changed.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  void check() {
    var names = askable.accounts().stream().map(Account::name).toList();
    var before = clock.instant().minus(PATIENCE);
    try {
      problems.become(
          store.read(connection -> orders.accounts(connection, names, before)).stream()
              .map(LateQueries::cause)
              .collect(Collectors.toSet()));
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  private static String cause(String account) {
    return "orders of account "
        + account
        + " have been due to be asked about for more than 15 minutes; see"
        + " healing.queries-per-second";
  }
}
