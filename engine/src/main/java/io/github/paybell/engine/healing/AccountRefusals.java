package io.github.paybell.engine.healing;

import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that WeChat Pay refuses an account's calls for a reason that lies in the account, and that
 * it no longer does. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012068829">error codes of v3</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011984091">error codes of v2</a>
 */
final class AccountRefusals {
  /** Keys, clock, rights and names: every other order would get the same answer. */
  private static final Set<String> OF_THE_ACCOUNT =
      Set.of(
          "SIGNERROR",
          "NOAUTH",
          "APPIDMCHIDNOTMATCH",
          "APPIDNOTEXIST",
          "MCHNOTEXISTS",
          "MCHIDNOTEXIST",
          "ACCOUNTERROR",
          "INVALIDREQUEST",
          "XMLFORMATERROR",
          "REQUIREPOSTMETHOD",
          "NOTUTF8",
          "LACKPARAMS");

  // 20 refused queries a second are one problem, and 20 answered ones need no 20 looks for it.
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Sql openProblems;
  private final Map<String, Instant> toldAt = new ConcurrentHashMap<>();
  private final Map<String, Instant> cleanAt = new ConcurrentHashMap<>();

  AccountRefusals(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    openProblems = Sql.load(AccountRefusals.class, store, "key_problems");
  }

  /**
   * Takes what came of a call.
   *
   * @param call query, close or refund
   */
  void take(String account, String call, QueryOutcome asked) throws SQLException {
    if (asked instanceof QueryOutcome.Refused refused) {
      if (OF_THE_ACCOUNT.contains(refused.code().replace("_", "").toUpperCase(Locale.ROOT))) {
        refused(account, call, refused.code());
      }
    } else if (!(asked instanceof QueryOutcome.Unknown)
        && !(asked instanceof QueryOutcome.Unable)) {
      answered(account, call);
    }
  }

  private void refused(String account, String call, String code) throws SQLException {
    var cause = call + ' ' + code;
    if (first(toldAt, account + ' ' + cause)) {
      cleanAt.remove(account + ' ' + call);
      write(account, List.of(), List.of(cause));
    }
  }

  private void answered(String account, String call) throws SQLException {
    if (!first(cleanAt, account + ' ' + call)) {
      return;
    }
    var open =
        store.read(
            connection ->
                openProblems
                    .rows()
                    .set("account", account)
                    .set("kind", ProblemKind.CALL_REFUSED.wireName())
                    .query(connection, row -> row.mustText("cause")));
    var gone = open.stream().filter(cause -> cause.startsWith(call + ' ')).toList();
    if (!gone.isEmpty()) {
      gone.forEach(cause -> toldAt.remove(account + ' ' + cause));
      write(account, gone, List.of());
    }
  }

  /** Whether this is the first of a minute. */
  private boolean first(Map<String, Instant> seen, String key) {
    var now = clock.instant();
    var before = seen.get(key);
    if (before != null && now.isBefore(before.plus(BETWEEN))) {
      return false;
    }
    seen.put(key, now);
    return true;
  }

  private void write(String account, List<String> gone, List<String> come) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.open(connection);
          for (var cause : gone) {
            posting.healed(account, ProblemKind.CALL_REFUSED, cause);
          }
          for (var cause : come) {
            posting.problem(account, ProblemKind.CALL_REFUSED, cause);
          }
          posting.flush();
          return 0;
        });
  }
}
