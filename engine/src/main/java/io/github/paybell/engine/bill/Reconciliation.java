package io.github.paybell.engine.bill;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The day's bill against the ledger: fetched, compared both ways, what is missing here healed, what
 * differs reported. Safe on any number of replicas, and when a runner dies at any point: its lease
 * ends, the day is run again, and what was applied before is known by then. Thread-safe.
 */
public final class Reconciliation {
  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  /** How many days a server that was down catches up by itself. */
  private static final int DAYS_BACK = 3;

  private static final int MOST_DUE = 100;

  /** How many differences a view has at most. */
  private static final int SHOWN = 1000;

  private final Store store;
  private final Accounts accounts;
  private final Clock clock;
  private final NextTry nextTry;
  private final DayClaims claims;
  private final Reports reports;
  private final DayRun runs;
  private final Audit audit;
  private final Set<BillDay> considered = ConcurrentHashMap.newKeySet();

  public Reconciliation(
      Store store,
      Accounts accounts,
      WechatPay wechat,
      Ledger ledger,
      ReconciliationOptions options,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
    nextTry = new NextTry(options.billAt());
    claims = new DayClaims(store);
    reports = new Reports(store, claims);
    runs = new DayRun(store, accounts, wechat, ledger, options, claims, reports, clock);
    audit = new Audit(store);
  }

  /**
   * The days to be run now. Once the bill of yesterday is there (Beijing), yesterday is noted for
   * every account that can ask for it and had an order by then, and so are the two days before if
   * no replica was up to note them.
   *
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public List<BillDay> due() {
    var now = clock.instant();
    try {
      var fresh = notConsidered(now);
      if (!fresh.isEmpty()) {
        store.write(
            connection -> {
              var days = new ArrayList<BillDay>();
              for (var day : fresh) {
                if (claims.expects(connection, day)) {
                  days.add(day);
                }
              }
              claims.note(connection, days, now);
              return days;
            });
        considered.removeIf(day -> day.day().isBefore(nextTry.latest(now).minusDays(DAYS_BACK)));
        considered.addAll(fresh);
      }
      return store.read(connection -> claims.due(connection, now, MOST_DUE));
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  private List<BillDay> notConsidered(Instant now) {
    var latest = nextTry.latest(now);
    var fresh = new ArrayList<BillDay>();
    for (var account : accounts.all()) {
      if (canAsk(account)) {
        for (int back = 0; back < DAYS_BACK; back++) {
          var day = new BillDay(account.name(), latest.minusDays(back));
          if (!considered.contains(day)) {
            fresh.add(day);
          }
        }
      }
    }
    return fresh;
  }

  /** By v3 with a merchant key; by v2, whose calls name an appid, with that. */
  private static boolean canAsk(Account account) {
    return account.merchantKey() != null
        || (!account.v2Keys().isEmpty() && !account.appids().isEmpty());
  }

  /**
   * Wants a day run now, whether it was run before or not; a sweep does it.
   *
   * @param actor who wants it (AUDITED)
   * @return the day as it stands
   * @throws IllegalArgumentException if the account is not known, or the day is not over
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public ReconciliationView request(String account, LocalDate day, String actor) {
    var now = clock.instant();
    if (accounts.byName(account) == null) {
      throw new IllegalArgumentException("no account " + account);
    }
    if (!day.isBefore(now.atOffset(NextTry.BEIJING).toLocalDate())) {
      throw new IllegalArgumentException("a bill is made when its day is over in Beijing: " + day);
    }
    var billDay = new BillDay(account, day);
    return store.change(
        connection -> {
          claims.note(connection, List.of(billDay), now);
          claims.request(connection, billDay, now);
          audit.write(
              connection, actor, "reconciliation.request", account, day.toString(), null, now);
          return reports.view(connection, billDay, 0, 0).orElseThrow();
        });
  }

  /**
   * How a day compares.
   *
   * @param after position of the last difference seen; 0: from the first
   * @return empty: it was not run yet; at most 1000 differences
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<ReconciliationView> report(String account, LocalDate day, int after) {
    return store.ask(
        connection -> reports.view(connection, new BillDay(account, day), after, SHOWN));
  }

  /**
   * Runs one day, if no other runner has it. Takes as long as the bill is: some seconds for a
   * million lines.
   *
   * @throws StoreUnavailableException if the store cannot be asked; the day is due again when the
   *     lease ends
   * @throws UncheckedIOException if the folder cannot be written, likewise
   */
  public RunOutcome run(BillDay day) {
    try {
      var claim =
          store.write(
              connection -> {
                claims.note(connection, List.of(day), clock.instant());
                return claims.claim(connection, day, clock.instant());
              });
      return claim.isEmpty() ? RunOutcome.ELSEWHERE : runs.run(claim.get());
    } catch (LostClaimException e) {
      log.warn("{}", e.getMessage());
      return RunOutcome.ELSEWHERE;
    } catch (ListenerFailedException e) {
      log.warn("the {} of {} was not noted, it is run again", day.cause(), day.account(), e);
      return RunOutcome.LATER;
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
