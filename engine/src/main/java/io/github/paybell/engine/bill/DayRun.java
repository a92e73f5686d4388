package io.github.paybell.engine.bill;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a claimed day: fetches the bill, compares, and writes down what came of it. Thread-safe. */
final class DayRun {
  private static final Logger log = LoggerFactory.getLogger(DayRun.class);

  private final Store store;
  private final Accounts accounts;
  private final WechatPay wechat;
  private final Ledger ledger;
  private final ReconciliationOptions options;
  private final DayClaims claims;
  private final Reports reports;
  private final Clock clock;
  private final NextTry nextTry;
  private final LedgerDay ledgerDay;
  private final BillCorrections mending;
  private final DueOrders dueOrders;

  DayRun(
      Store store,
      Accounts accounts,
      WechatPay wechat,
      Ledger ledger,
      ReconciliationOptions options,
      DayClaims claims,
      Reports reports,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.wechat = wechat;
    this.ledger = ledger;
    this.options = options;
    this.claims = claims;
    this.reports = reports;
    this.clock = clock;
    nextTry = new NextTry(options.billAt());
    ledgerDay = new LedgerDay(store);
    mending = new BillCorrections(store, ledger, clock);
    dueOrders = new DueOrders(store);
  }

  /**
   * @throws LostClaimException if another runner has taken over
   */
  RunOutcome run(DayClaim claim) throws SQLException, IOException {
    var account = accounts.byName(claim.day().account());
    if (account == null) {
      return finish(claim, "empty", "there is no such account any more", null, null);
    }
    try (var folder = Folder.of(options.folder(), claim)) {
      var bill = folder.path().resolve("bill");
      var answer = wechat.bill(account, claim.day().day(), bill);
      if (answer instanceof Answer.Given) {
        return compare(claim, bill, folder.path());
      }
      boolean nothingMoved = answer.refusedWith("NO_STATEMENT_EXIST");
      if (nothingMoved || answer.refusedWith("No Bill Exist")) {
        return noBill(claim, nothingMoved, folder.path());
      }
      return later(claim, reason(answer));
    } catch (BillFormatException e) {
      return later(claim, e.getMessage() == null ? "the bill cannot be read" : e.getMessage());
    }
  }

  private static String reason(Answer<?> answer) {
    return answer.match(
        given -> "",
        refused -> "WeChat Pay refused: " + refused.code() + " " + refused.message(),
        unknown -> "no bill: " + unknown.doubt().text() + " (" + unknown.detail() + ")",
        unable -> unable.reason());
  }

  private RunOutcome noBill(DayClaim claim, boolean nothingMoved, Path folder)
      throws SQLException, IOException {
    var day = claim.day().day();
    var now = clock.instant();
    boolean last = nextTry.isLast(day, now);
    if (ledgerDay.isEmpty(claim.day())) {
      // "No Bill Exist" also says that the bill is not ready: then it is asked for once more.
      var again = nothingMoved || last ? null : nextTry.last(day);
      return finish(claim, "empty", "WeChat Pay has no bill of this day", again, null);
    }
    if (last) {
      return compare(claim, null, folder);
    }
    postpone(
        claim,
        "WeChat Pay has no bill of this day, but the ledger has payments or refunds",
        nextTry.afterNoBill(day, now),
        false);
    return RunOutcome.LATER;
  }

  private RunOutcome later(DayClaim claim, String reason) throws SQLException, LostClaimException {
    boolean tooLong = claim.tries() >= NextTry.PATIENCE;
    postpone(claim, reason, nextTry.afterNotYet(claim.tries(), clock.instant()), tooLong);
    log.info("{} of {} later: {}", claim.day().cause(), claim.day().account(), reason);
    return RunOutcome.LATER;
  }

  private void postpone(DayClaim claim, String reason, Instant next, boolean problem)
      throws SQLException, LostClaimException {
    boolean held =
        store.write(
            connection -> {
              if (!claims.postpone(connection, claim, reason, next)) {
                return false;
              }
              if (problem) {
                var posting = ledger.open(connection);
                posting.problem(
                    claim.day().account(), ProblemKind.BILL_UNAVAILABLE, claim.day().cause());
                posting.flush();
              }
              return true;
            });
    if (!held) {
      throw new LostClaimException(claim.day());
    }
  }

  private RunOutcome compare(DayClaim claim, @Nullable Path bill, Path folder)
      throws SQLException, IOException {
    var report =
        new Comparison(claim.day(), lease(claim), ledgerDay, mending, ask(claim)).run(bill, folder);
    log.info(
        "{} of {}: {} differences left, {} healed",
        claim.day().cause(),
        claim.day().account(),
        report.left(),
        report.count(DifferenceOutcome.HEALED));
    var reason = bill == null ? "WeChat Pay has no bill of this day" : null;
    return finish(claim, "done", reason, null, report);
  }

  /** A line that is damaged proves nothing, but is worth a question: the ladder asks it. */
  private Consumer<String> ask(DayClaim claim) {
    return outTradeNo -> dueOrders.hint(claim.day().account(), outTradeNo, clock.instant());
  }

  /** Renews when a good part of the lease is over: not with every line. */
  private Comparison.Lease lease(DayClaim claim) {
    return new Comparison.Lease() {
      private Instant renewed = claim.startedAt();

      @Override
      public void keep() throws SQLException, LostClaimException {
        var now = clock.instant();
        if (Duration.between(renewed, now).compareTo(DayClaims.LEASE.dividedBy(10)) >= 0) {
          if (!store.write(connection -> claims.renew(connection, claim, now))) {
            throw new LostClaimException(claim.day());
          }
          renewed = now;
        }
      }
    };
  }

  /** The report, the differences, the problem and the event, together or not at all. */
  private RunOutcome finish(
      DayClaim claim,
      String state,
      @Nullable String reason,
      @Nullable Instant again,
      @Nullable RunReport report)
      throws SQLException, LostClaimException {
    var day = claim.day();
    var json = report == null ? null : report.json();
    boolean held =
        store.write(
            connection -> {
              var now = clock.instant();
              if (!claims.finish(connection, claim, state, reason, again, json, now)) {
                return false;
              }
              reports.replace(connection, day, report == null ? List.of() : report.kept());
              var posting = ledger.open(connection);
              posting.healed(day.account(), ProblemKind.BILL_UNAVAILABLE, day.cause());
              if (report != null && report.count(DifferenceOutcome.REPORTED) > 0) {
                posting.problem(day.account(), ProblemKind.RECONCILIATION_DIFFERENCE, day.cause());
              } else {
                posting.healed(day.account(), ProblemKind.RECONCILIATION_DIFFERENCE, day.cause());
              }
              if (json != null && report != null && report.left() > 0) {
                posting.reconciled(day.account(), json);
              }
              posting.flush();
              return true;
            });
    if (!held) {
      throw new LostClaimException(day);
    }
    return state.equals("empty") ? RunOutcome.EMPTY : RunOutcome.COMPARED;
  }
}
