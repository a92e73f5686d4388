package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.Judgement;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call of the sweeps has in common: it is measured, and what its answer says of the
 * account is noted. Thread-safe.
 */
final class CallRecorder {
  private static final Logger log = LoggerFactory.getLogger(CallRecorder.class);

  private static final Set<EventType> PAYMENTS =
      Set.of(EventType.PAYMENT_SUCCEEDED, EventType.PAYMENT_LATE, EventType.PAYMENT_DUPLICATE);

  private final CallableAccounts askable;
  private final AccountRefusals refusals;
  private final ReachabilityProblem reach;
  private final Pace pace;
  private final MeterRegistry meters;
  private final Clock clock;

  CallRecorder(
      CallableAccounts askable,
      AccountRefusals refusals,
      ReachabilityProblem reach,
      Pace pace,
      MeterRegistry meters,
      Clock clock) {
    this.askable = askable;
    this.refusals = refusals;
    this.reach = reach;
    this.pace = pace;
    this.meters = meters;
    this.clock = clock;
  }

  /** What is asked, and the tag of its metric. */
  enum Kind {
    ORDER("order", "query"),
    CLOSE("close", "close"),
    REFUND("refund", "refund");

    private final String tag;
    private final String call;

    Kind(String tag, String call) {
      this.tag = tag;
      this.call = call;
    }
  }

  /**
   * Makes a call.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException if what was learnt could not
   *     be committed
   * @throws ListenerFailedException if what belongs together with it failed, so that nothing was
   */
  QueryOutcome ask(Account account, Kind kind, Supplier<QueryOutcome> call) {
    var sample = Timer.start(meters);
    QueryOutcome asked;
    try {
      asked = call.get();
    } catch (ListenerFailedException e) {
      // WeChat Pay answered; it is the shop that could not take it.
      sample.stop(timer(account, kind, "listener_failed"));
      log.warn("account {}: listener failed; the query will be repeated", account.name(), e);
      throw e;
    }
    sample.stop(timer(account, kind, asked.wireName()));
    if (asked instanceof QueryOutcome.Unable unable) {
      log.warn("account {}: not asked: {}", account.name(), unable.reason());
      askable.pause(account);
    }
    try {
      reach.take(asked);
      refusals.take(account.name(), kind.call, asked);
      if (paymentIn(asked)) {
        pace.found(account.name(), clock.instant());
      }
    } catch (SQLException | ListenerFailedException e) {
      // What was learnt of the order is committed; this is only about the account.
      log.warn("account {}: {}", account.name(), e.toString());
    }
    return asked;
  }

  private Timer timer(Account account, Kind kind, String outcome) {
    return meters.timer(
        "paybell.healing", "account", account.name(), "kind", kind.tag, "outcome", outcome);
  }

  private static boolean paymentIn(QueryOutcome asked) {
    return asked instanceof QueryOutcome.Learnt learnt
        && learnt.judgement() instanceof Judgement.Applied applied
        && applied.steps().stream().anyMatch(step -> PAYMENTS.contains(step.event()));
  }
}
