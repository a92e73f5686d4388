package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.calls.Closing;
import io.github.paybell.engine.calls.OrderQueries;
import io.github.paybell.engine.calls.Refunding;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.DueRefunds;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries for what no notification said: the query ladder, refunds on their way, the alarm, and the
 * timers that drive them and what others give. Safe on any number of replicas over one store.
 * Thread-safe.
 */
public final class Healing implements AutoCloseable {
  private final DueOrders orders;
  private final Clock clock;
  private final Sweep sweep;
  private final CallPool callers;
  private final Alarm alarm;
  private final UnconfirmedPayments unconfirmed;
  private final LateQueries late;
  private final Timers timers;
  private final Ticks ticks;

  /** The rooms that healing works in. */
  public record Parts(
      Store store,
      Accounts accounts,
      Ledger ledger,
      OrderQueries queries,
      Closing closing,
      Refunding refunding) {}

  /**
   * @param timers further slow work to be done on one replica at a time, such as the day's bill
   */
  public Healing(
      Parts parts,
      HealingOptions options,
      List<Recurring> timers,
      MeterRegistry meters,
      Clock clock) {
    this.clock = clock;
    var store = parts.store();
    orders = new DueOrders(store);
    var refunds = new DueRefunds(store);
    var pace = new Pace(store, options.queriesPerSecond(), options.silence());
    var askable = new CallableAccounts(parts.accounts(), clock);
    var answers =
        new CallRecorder(
            askable,
            new AccountRefusals(store, parts.ledger(), clock),
            new ReachabilityProblem(store, parts.ledger(), clock),
            pace,
            meters,
            clock);
    sweep =
        new Sweep(
            store,
            askable,
            orders,
            refunds,
            new LadderSweep(
                store,
                orders,
                pace,
                new OrderGaps(options.ladder()),
                parts.queries(),
                parts.closing(),
                parts.ledger(),
                answers,
                clock),
            new RefundSweep(store, refunds, pace, parts.refunding(), answers, clock));
    callers = new CallPool(clock);
    alarm = new Alarm(store, parts.accounts(), parts.ledger(), options.silence(), clock);
    unconfirmed = new UnconfirmedPayments(store, parts.accounts(), parts.ledger(), clock);
    late = new LateQueries(store, askable, orders, parts.ledger(), clock);
    var all = new ArrayList<>(timers);
    all.add(new Recurring("paybell-alarm", Alarm.EVERY, alarm::check));
    all.add(new Recurring("paybell-unconfirmed", UnconfirmedPayments.EVERY, unconfirmed::check));
    all.add(new Recurring("paybell-late-queries", LateQueries.EVERY, late::check));
    this.timers = new Timers(store, all, clock);
    ticks = new Ticks(this::tick, this.timers);
  }

  /** Begins to ask. Returns at once; a store that is away is waited for. */
  public void start() {
    ticks.start();
  }

  private void tick() throws SQLException {
    int room = callers.room();
    if (room > 0) {
      synchronized (sweep) {
        sweep.claim(clock.instant(), room, callers::take);
      }
    }
  }

  /**
   * A message said something of an order that could not be believed: it is queried soon, at most
   * once a minute, if it is one that may still be paid.
   *
   * @return whether it will be asked about for that
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public boolean hint(String account, String outTradeNo) {
    return orders.hint(account, outTradeNo, clock.instant());
  }

  /**
   * Does at once, on the caller's thread, what is due and what the accounts' pace allows at this
   * time: for tests and tools, with a clock that the caller moves; not beside {@link #start}.
   *
   * @return how many orders and refunds were asked about
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public int sweepAll(Instant now) {
    synchronized (sweep) {
      int all = 0;
      int some;
      try {
        do {
          some = sweep.claim(now, Integer.MAX_VALUE, DueCall::ask);
          all += some;
        } while (some > 0);
      } catch (SQLException e) {
        throw new StoreUnavailableException(e);
      }
      return all;
    }
  }

  /**
   * Looks for accounts that it is too quiet about, as the timer does every minute.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public void checkSilence() {
    alarm.check();
  }

  /**
   * Looks for payments that wait too long for WeChat Pay's word, as the timer does every minute.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public void checkUnconfirmed() {
    unconfirmed.check();
  }

  /**
   * Looks for orders that have been due for too long, as the timer does every minute.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public void checkLate() {
    late.check();
  }

  /** Stops asking. Calls under way may end, for a moment; what is cut off comes again. */
  @Override
  public void close() {
    ticks.close();
    timers.close();
    callers.close();
  }
}
