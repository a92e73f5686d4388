package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The merchant accounts: those of the configuration file and those of the database; of two with one
 * name the file's wins. Thread-safe.
 *
 * <p>Look-ups read one immutable snapshot: they never wait, and never touch the database. Changes
 * make a new snapshot, one at a time.
 */
public final class Accounts {
  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  // WeChat Pay may still sign with a certificate for a while after its successor is there, and its
  // own delivery of one message lasts a day; 30 days after the end nothing of it comes any more.
  private static final Duration KEPT_AFTER_END = Duration.ofDays(30);

  private final Store store;
  private final Clock clock;
  private final AccountRows rows;
  private final PlatformKeyRows keyRows;
  private final AccountWriter writer;
  private final AccountEntries entries;

  private final RefreshOnDemand onDemand = new RefreshOnDemand(this::refresh);

  private volatile Snapshot snapshot = new Snapshot(List.of());
  private volatile boolean someDoNotOpen;

  // The rest is read and written only while holding the lock.
  private final Object lock = new Object();
  private Map<String, AccountEntries.FileAccount> file = Map.of();
  private List<AccountSettings> written = List.of();
  private SettingsFiles files = new SettingsFiles();
  private AccountRows.State state = AccountRows.State.EMPTY;

  private Accounts(Store store, MasterKey key, Clock clock) {
    this.store = store;
    this.clock = clock;
    rows = new AccountRows(store);
    keyRows = new PlatformKeyRows(store);
    writer = new AccountWriter(store, rows, keyRows, key, clock);
    entries = new AccountEntries(key);
  }

  /**
   * Reads the accounts of the database. One whose secrets do not open with this key is absent, and
   * the log names account and field.
   *
   * @param clock says when a change was made
   */
  public static Accounts open(Store store, MasterKey key, Clock clock) throws SQLException {
    var accounts = new Accounts(store, key, clock);
    synchronized (accounts.lock) {
      accounts.show(accounts.stored(), Map.of());
    }
    return accounts;
  }

  /**
   * Takes what the configuration file says now, instead of what it said before. An account that is
   * gone from it disappears unless the database holds it.
   *
   * @throws InvalidAccountsException if anything in it is wrong, listing all of it; what was in
   *     force stays in force
   */
  public void configure(List<AccountSettings> fromFile) throws SQLException {
    synchronized (lock) {
      var newFiles = new SettingsFiles();
      var checked = AccountCheck.ofFile(fromFile, newFiles);
      var inDatabase = stored();
      var tokens = new HashMap<String, String>();
      inDatabase.rows().forEach(row -> tokens.put(row.account(), row.notifyToken()));
      var newFile = new LinkedHashMap<String, AccountEntries.FileAccount>();
      boolean generated = false;
      for (var account : checked) {
        var name = account.settings().name();
        var token = account.settings().notifyToken();
        if (token == null) {
          token = tokens.get(name);
        }
        if (token == null) {
          token = generateToken(name);
          generated = true;
        }
        newFile.put(name, new AccountEntries.FileAccount(account, token));
        AccountEntries.warn(name, account);
      }
      show(generated ? stored() : inDatabase, newFile);
      written = List.copyOf(fromFile);
      files = newFiles;
    }
  }

  /**
   * Takes up what other replicas stored, and key files that were replaced in place. Cheap when
   * there is nothing new; the caller runs it every few seconds.
   *
   * @throws InvalidAccountsException if a replaced key file does not fit; what was in force stays
   *     in force
   */
  public void refresh() throws SQLException {
    synchronized (lock) {
      takeUp();
      if (files.changed()) {
        configure(written);
      }
    }
  }

  /** What other replicas stored. */
  private void takeUp() throws SQLException {
    if (!store.read(rows::state).equals(state)) {
      show(stored(), file);
    }
  }

  /**
   * The account of a token or a name that is not known here may have been stored by another replica
   * a moment ago: takes that up. At most twice a second, and for 16 callers at a time, however many
   * ask (BOUNDED).
   *
   * @return ends when it is taken up, or after a second and a half; at once where too many wait
   */
  public CompletableFuture<Void> soon() {
    return onDemand.ask();
  }

  /**
   * The account that we call so, also if another replica stored it a moment ago. Where it is not
   * known it blocks, for a second and a half at most.
   */
  public Optional<Account> find(String name) {
    var account = byName(name);
    if (account == null && Account.isName(name)) {
      soon().join();
      account = byName(name);
    }
    return Optional.ofNullable(account);
  }

  /** Whether the database holds accounts that the master key does not open. */
  public boolean someDoNotOpen() {
    return someDoNotOpen;
  }

  /** The account of a notify_url's last segment, or null. */
  public @Nullable Account byToken(String notifyToken) {
    return snapshot.byToken(notifyToken);
  }

  /** The account that we call so, or null. */
  public @Nullable Account byName(String name) {
    var entry = snapshot.entry(name);
    return entry == null ? null : entry.account();
  }

  /** The account of a merchant number, or null. */
  public @Nullable Account byMchid(String mchid) {
    return snapshot.byMchid(mchid);
  }

  /** All accounts, by name. */
  public Collection<Account> all() {
    return snapshot.accounts();
  }

  /** What the admin API shows of one account. */
  public Optional<AccountView> view(String name) {
    return Optional.ofNullable(snapshot.entry(name)).map(Snapshot.Entry::view);
  }

  /** What the admin API shows, by name. */
  public List<AccountView> views() {
    return snapshot.entries().stream().map(Snapshot.Entry::view).toList();
  }

  /**
   * The same, page by page.
   *
   * @param cursor the next of an earlier page; null: from the beginning
   * @param limit accounts, at least 1
   * @throws IllegalArgumentException if the cursor is none
   */
  public Page<AccountView> views(@Nullable String cursor, int limit) {
    if (cursor != null && !Account.isName(cursor)) {
      throw new IllegalArgumentException("no cursor");
    }
    var views =
        snapshot.entries().stream()
            .map(Snapshot.Entry::view)
            .filter(view -> cursor == null || view.account().compareTo(cursor) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(views, limit, AccountView::account);
  }

  /**
   * Stores an account in the database, or changes it: account and audit row in one transaction
   * (AUDITED). What is null in v2 and v3 stays as stored, for secrets are never read back. A
   * retired account takes orders again. Idempotent: asked again it changes nothing and audits
   * nothing.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountPut put(AccountSettings settings, String actor) throws SQLException {
    var name = settings.name();
    if (!Account.isName(name)) {
      return new AccountPut.Invalid(List.of("name: " + Account.NAME_RULE));
    }
    synchronized (lock) {
      if (file.containsKey(name)) {
        return new AccountPut.HeldByFile(name);
      }
      boolean created;
      // Another replica may have stored one with this mchid, or with a name that is alike.
      takeUp();
      try {
        created = store.write(connection -> writer.store(connection, settings, actor, snapshot));
      } catch (InvalidAccountsException e) {
        return new AccountPut.Invalid(e.errors());
      }
      show(stored(), file);
      return new AccountPut.Stored(view(name).orElseThrow(), created);
    }
  }

  /**
   * Lets an account of the database take no new orders; all else of it goes on. With its audit row
   * in one transaction (AUDITED); idempotent.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountRetire retire(String name, String actor) throws SQLException {
    synchronized (lock) {
      if (file.containsKey(name)) {
        return new AccountRetire.HeldByFile(name);
      }
      boolean held = store.write(connection -> writer.retire(connection, name, actor));
      show(stored(), file);
      return held
          ? view(name)
              .<AccountRetire>map(AccountRetire.Retired::new)
              .orElseGet(() -> new AccountRetire.Unknown(name))
          : new AccountRetire.Unknown(name);
    }
  }

  /**
   * Lets the keys of an account go that was retired 30 days ago and of which nothing is still to
   * come. Its name and token stay its own: stored again, it is the same account. With its audit row
   * in one transaction (AUDITED).
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountRemove remove(String name, String actor, RemovalCheck unfinished)
      throws SQLException {
    synchronized (lock) {
      if (file.containsKey(name)) {
        return new AccountRemove.HeldByFile(name);
      }
      var outcome = store.write(connection -> writer.remove(connection, name, actor, unfinished));
      show(stored(), file);
      return outcome;
    }
  }

  /**
   * Keeps platform certificates that WeChat Pay gave, and puts them on the account's ring, here at
   * once and on other replicas with their next {@link #refresh}. Where the configuration has the
   * same serial, it wins. Idempotent; certificates that ended more than 30 days ago are let go.
   *
   * @param account its name
   * @param certificates serial → PEM, proved when they were downloaded; one that is not the
   *     certificate of its serial is left out, with a line in the log
   * @return the serials that were not kept before
   */
  public List<String> learn(String account, Map<String, String> certificates) throws SQLException {
    synchronized (lock) {
      var now = clock.instant();
      var past = now.minus(KEPT_AFTER_END);
      var learnt = entries.check(account, certificates, past);
      var news = store.write(connection -> keyRows.store(connection, learnt, past, now));
      if (!news.isEmpty()) {
        log.info("account {}: platform certificates learnt: {}", account, news);
      }
      show(stored(), file);
      return news;
    }
  }

  private AccountEntries.Stored stored() throws SQLException {
    return store.read(
        connection -> new AccountEntries.Stored(rows.all(connection), keyRows.all(connection)));
  }

  /** Makes the new snapshot; nothing has changed if it throws. */
  private void show(AccountEntries.Stored stored, Map<String, AccountEntries.FileAccount> newFile) {
    snapshot = entries.snapshot(snapshot, stored, newFile);
    file = Map.copyOf(newFile);
    state = stored.state();
    var shown = snapshot;
    someDoNotOpen =
        stored.rows().stream()
            .anyMatch(row -> row.document() != null && shown.entry(row.account()) == null);
  }

  private String generateToken(String account) throws SQLException {
    var now = clock.instant();
    return store.write(connection -> rows.lockOrInsert(connection, account, now)).notifyToken();
  }
}
