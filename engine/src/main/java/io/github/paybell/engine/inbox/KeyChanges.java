package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.IdentityHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what an account's keys could not open before due, when the account has other settings than
 * were seen here last. Thread-safe.
 */
final class KeyChanges {
  private static final Logger log = LoggerFactory.getLogger(KeyChanges.class);

  private final Store store;
  private final Accounts accounts;
  private final Clock clock;
  private final Sql wake;
  private final IdentityHashMap<Account, Boolean> known = new IdentityHashMap<>();

  /**
   * @param statement which ones become due
   */
  KeyChanges(Store store, Accounts accounts, String statement, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
    wake = Sql.load(KeyChanges.class, store, statement);
  }

  /** An account is another object exactly when something about it changed. */
  synchronized void wake() throws SQLException {
    var today = accounts.all();
    for (var account : today) {
      if (!known.containsKey(account)) {
        var rows =
            wake.rows()
                .set("account", account.name())
                .set("now", clock.instant())
                .set("given_up", RetrySchedule.GIVEN_UP);
        int woken = store.write(rows::execute);
        known.put(account, true);
        if (woken > 0) {
          log.info(
              "account {} may have other keys: {} unread notifications are read again",
              account.name(),
              woken);
        }
      }
    }
    known.keySet().removeIf(account -> today.stream().noneMatch(each -> each == account));
  }
}
