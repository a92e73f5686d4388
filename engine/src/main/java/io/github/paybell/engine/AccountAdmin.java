package io.github.paybell.engine;

import io.github.paybell.engine.account.AccountPut;
import io.github.paybell.engine.account.AccountRemove;
import io.github.paybell.engine.account.AccountRetire;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.healing.KeyRefresh;
import io.github.paybell.engine.ledger.Unfinished;
import io.github.paybell.engine.log.LogLine;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts of the database, added, changed, retired and removed while the engine runs. Other
 * replicas know it within seconds. Each of its methods throws {@link StoreUnavailableException} if
 * the store cannot be asked, and may be repeated. Thread-safe.
 */
public final class AccountAdmin {
  private static final Logger log = LoggerFactory.getLogger(AccountAdmin.class);

  /** How long a caller waits for WeChat Pay; afterwards it is asked in the background. */
  private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

  private final Accounts accounts;
  private final KeyRefresh keys;
  private final Unfinished unfinished;

  AccountAdmin(Accounts accounts, KeyRefresh keys, Unfinished unfinished) {
    this.accounts = accounts;
    this.keys = keys;
    this.unfinished = unfinished;
  }

  /**
   * As {@link Accounts#put}. An account that can ask for platform certificates and has none that
   * proves a message today asks for them, and may be used when this returns; where WeChat Pay does
   * not answer within three seconds, it is asked again in the background.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountPut put(AccountSettings settings, String actor) {
    try {
      var put = accounts.put(settings, actor);
      if (!(put instanceof AccountPut.Stored stored)) {
        return put;
      }
      var name = stored.view().account();
      say(stored.created() ? "account created" : "account stored", name, actor);
      keys.fetch(name, KEYS_WITHIN);
      return new AccountPut.Stored(accounts.view(name).orElse(stored.view()), stored.created());
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  private static void say(String what, String account, String actor) {
    log.info(LogLine.of(what).with("account", account).with("actor", actor).toString());
  }

  /**
   * As {@link Accounts#retire}.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountRetire retire(String account, String actor) {
    try {
      var retired = accounts.retire(account, actor);
      if (retired instanceof AccountRetire.Retired) {
        say("account retired", account, actor);
      }
      return retired;
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  /**
   * As {@link Accounts#remove}.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountRemove remove(String account, String actor) {
    try {
      var removed = accounts.remove(account, actor, unfinished::reasons);
      if (removed instanceof AccountRemove.Removed) {
        keys.forget(account);
        say("account removed", account, actor);
      }
      return removed;
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }
}
