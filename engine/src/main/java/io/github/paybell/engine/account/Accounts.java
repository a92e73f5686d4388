package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Store;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** 24 random bytes are 32 characters of base64. */
  private static final int TOKEN_BYTES = 24;

  private static final int MAX_ACTOR = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Store store;
  private final MasterKey key;
  private final Clock clock;
  private final AccountRows rows;
  private final Audit audit;

  private volatile Snapshot snapshot = new Snapshot(List.of());

  // The rest is read and written only while holding the lock.
  private final Object lock = new Object();
  private Map<String, FileAccount> file = Map.of();
  private List<AccountSettings> written = List.of();
  private SettingsFiles files = new SettingsFiles();
  private AccountRows.State state = new AccountRows.State(0, 0);

  private record FileAccount(CheckedAccount checked, String notifyToken) {}

  private Accounts(Store store, MasterKey key, Clock clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
    this.rows = new AccountRows(store);
    this.audit = new Audit(store);
  }

  /**
   * Reads the accounts of the database.
   *
   * @param clock says when a change was made
   * @throws IllegalStateException if a secret does not open with this key, naming account and field
   */
  public static Accounts open(Store store, MasterKey key, Clock clock) throws SQLException {
    var accounts = new Accounts(store, key, clock);
    synchronized (accounts.lock) {
      accounts.show(store.read(accounts.rows::all), Map.of(), true);
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
      var checked = check(fromFile, newFiles);
      var inDatabase = store.read(rows::all);
      var tokens = new HashMap<String, String>();
      inDatabase.forEach(row -> tokens.put(row.account(), row.notifyToken()));
      var newFile = new LinkedHashMap<String, FileAccount>();
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
        newFile.put(name, new FileAccount(account, token));
        warnOfPublishedTestKeys(name, account);
      }
      show(generated ? store.read(rows::all) : inDatabase, newFile, false);
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
      if (!store.read(rows::state).equals(state)) {
        show(store.read(rows::all), file, false);
      }
      if (files.changed()) {
        configure(written);
      }
    }
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

  /** What the office shows of one account. */
  public Optional<AccountView> view(String name) {
    return Optional.ofNullable(snapshot.entry(name)).map(Snapshot.Entry::view);
  }

  /** What the office shows, by name. */
  public List<AccountView> views() {
    return snapshot.entries().stream().map(Snapshot.Entry::view).toList();
  }

  /**
   * Stores an account in the database, or changes it: account and audit row in one transaction
   * (AUDITED). What is null in v2 and v3 stays as stored, for secrets are never read back.
   * Idempotent: asked again it changes nothing and audits nothing.
   *
   * @param actor who asks, for the audit; at most 64 characters are kept
   */
  public AccountPut put(AccountSettings settings, String actor) throws SQLException {
    var name = settings.name();
    if (!AccountCheck.isName(name)) {
      return new AccountPut.Invalid(List.of("name: must be 1–32 of a-z and 0-9"));
    }
    synchronized (lock) {
      if (file.containsKey(name)) {
        return new AccountPut.HeldByFile(name);
      }
      boolean created;
      try {
        created =
            Retry.conflicts(() -> store.write(connection -> store(connection, settings, actor)));
      } catch (InvalidAccountsException e) {
        return new AccountPut.Invalid(e.errors());
      }
      show(store.read(rows::all), file, false);
      return new AccountPut.Stored(view(name).orElseThrow(), created);
    }
  }

  /** Returns whether the account is new; throws, so that nothing is stored, if it is not valid. */
  private boolean store(Connection connection, AccountSettings settings, String actor)
      throws SQLException {
    var now = clock.instant();
    var name = settings.name();
    var row = rows.lockOrInsert(connection, name, randomToken(), now).orElseThrow();
    var errors = new ArrayList<String>();
    var unreadable = new ArrayList<String>();
    var before = before(row, unreadable);
    var merged = before == null ? settings : settings.over(before.settings());
    var token = merged.notifyToken() == null ? row.notifyToken() : merged.notifyToken();
    var checked = AccountCheck.ofDatabase(merged.withNotifyToken(token), errors);
    findTaken(connection, name, merged.mchid(), token, errors);
    if (checked == null || !errors.isEmpty()) {
      errors.addAll(unreadable);
      throw new InvalidAccountsException(errors);
    }
    if (before == null) {
      boolean isNew = row.document() == null;
      var document = AccountDocument.of(checked.settings(), null, now).write(key);
      rows.update(connection, name, token, document, now);
      audit.write(
          connection,
          cut(actor),
          isNew ? "account.created" : "account.changed",
          name,
          null,
          isNew ? "" : "all",
          now);
      return isNew;
    }
    var changes = AccountChanges.between(before.settings(), checked.settings());
    if (!changes.isEmpty()) {
      var document = AccountDocument.of(checked.settings(), before, now).write(key);
      rows.update(connection, name, token, document, now);
      audit.write(
          connection, cut(actor), "account.changed", name, null, String.join(", ", changes), now);
    }
    return false;
  }

  /** What is stored; null if nothing is, or nothing that this master key opens. */
  private @Nullable AccountDocument before(AccountRows.Row row, List<String> unreadable) {
    var document = row.document();
    if (document == null) {
      return null;
    }
    try {
      return AccountDocument.read(row.account(), row.notifyToken(), document, key);
    } catch (IllegalStateException e) {
      // Whoever sends every secret again repairs the account; nobody else can.
      unreadable.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void findTaken(
      Connection connection, String name, String mchid, String token, List<String> errors)
      throws SQLException {
    for (var other : snapshot.entries()) {
      if (!other.account().name().equals(name) && other.account().mchid().equals(mchid)) {
        errors.add("mchid: account " + other.account().name() + " has it already");
      }
    }
    var taken =
        snapshot.entries().stream()
            .anyMatch(
                e -> !e.account().name().equals(name) && e.account().notifyToken().equals(token));
    for (var row : rows.all(connection)) {
      taken |= !row.account().equals(name) && row.notifyToken().equals(token);
    }
    if (taken) {
      errors.add("notify_token: another account has it; leave it out and one is generated");
    }
  }

  private static List<CheckedAccount> check(List<AccountSettings> written, SettingsFiles files) {
    var errors = new ArrayList<String>();
    var checked = new ArrayList<CheckedAccount>();
    var names = new HashMap<String, String>();
    var tokens = new HashMap<String, String>();
    var mchids = new HashMap<String, String>();
    for (var settings : written) {
      var name = settings.name();
      var account = AccountCheck.ofFile(settings, files, errors);
      if (account != null) {
        checked.add(account);
      }
      if (names.put(name, name) != null) {
        errors.add("accounts." + name + ": is there twice");
      }
      var sameMchid = mchids.put(settings.mchid(), name);
      if (sameMchid != null) {
        errors.add("accounts." + name + ".mchid: account " + sameMchid + " has it already");
      }
      var token = settings.notifyToken();
      var sameToken = token == null ? null : tokens.put(token, name);
      if (sameToken != null) {
        errors.add("accounts." + name + ".notify-token: account " + sameToken + " has it already");
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidAccountsException(errors);
    }
    return checked;
  }

  /** Makes the new snapshot; nothing has changed if it throws. */
  private void show(
      List<AccountRows.Row> inDatabase, Map<String, FileAccount> newFile, boolean starting) {
    var entries = new LinkedHashMap<String, Snapshot.Entry>();
    newFile.forEach((name, account) -> entries.put(name, fileEntry(account)));
    long versions = 0;
    for (var row : inDatabase) {
      versions += row.version();
      if (row.document() != null && !entries.containsKey(row.account())) {
        var entry = databaseEntry(row, row.document(), starting);
        if (entry != null) {
          warnOfShadow(entry, entries.values());
          entries.put(row.account(), entry);
        }
      }
    }
    snapshot = new Snapshot(entries.values());
    file = Map.copyOf(newFile);
    state = new AccountRows.State(inDatabase.size(), versions);
  }

  private Snapshot.Entry fileEntry(FileAccount account) {
    var settings = account.checked().settings().withNotifyToken(account.notifyToken());
    var before = snapshot.entry(settings.name());
    // The same keys stay the same objects: verifiers prepared from them are kept.
    if (before != null && before.row() == null && before.settings().equals(settings)) {
      return before;
    }
    return new Snapshot.Entry(
        account.checked().account(account.notifyToken()),
        settings,
        view(account.checked(), account.notifyToken(), null, Map.of()),
        null);
  }

  private Snapshot.@Nullable Entry databaseEntry(
      AccountRows.Row row, String text, boolean starting) {
    var before = snapshot.entry(row.account());
    if (before != null && row.equals(before.row())) {
      return before;
    }
    try {
      var document = AccountDocument.read(row.account(), row.notifyToken(), text, key);
      var errors = new ArrayList<String>();
      var checked = AccountCheck.ofDatabase(document.settings(), errors);
      if (checked == null) {
        throw new IllegalStateException(
            "account " + row.account() + " in the database is not usable: " + errors);
      }
      warnOfPublishedTestKeys(row.account(), checked);
      return new Snapshot.Entry(
          checked.account(row.notifyToken()),
          checked.settings(),
          view(checked, row.notifyToken(), row, document.changed()),
          row);
    } catch (IllegalStateException e) {
      if (starting) {
        throw e;
      }
      // One damaged row must not hide the others' changes.
      log.error(
          "account {} stays {}: {}",
          row.account(),
          before == null ? "absent" : "as it was",
          e.getMessage());
      return before != null && before.row() != null ? before : null;
    }
  }

  private static AccountView view(
      CheckedAccount checked,
      String notifyToken,
      AccountRows.@Nullable Row row,
      Map<String, Instant> changed) {
    var settings = checked.settings();
    var v3 = settings.v3();
    var apis = new ArrayList<String>();
    if (settings.v2() != null) {
      apis.add("v2");
    }
    if (v3 != null) {
      apis.add("v3");
    }
    return new AccountView(
        settings.name(),
        settings.mchid(),
        settings.appids(),
        settings.subMchids(),
        notifyToken,
        row == null ? AccountView.Origin.FILE : AccountView.Origin.DATABASE,
        apis,
        v3 == null ? null : v3.merchantSerial(),
        checked.platformKeys().stream()
            .map(each -> new AccountView.Key(each.serial(), each.expiresAt()))
            .toList(),
        Fields.secrets(settings).keySet().stream()
            .map(field -> new AccountView.SetSecret(field, changed.get(field)))
            .toList(),
        row == null ? null : row.updatedAt());
  }

  private static void warnOfShadow(Snapshot.Entry entry, Collection<Snapshot.Entry> others) {
    for (var other : others) {
      if (other.account().mchid().equals(entry.account().mchid())
          || other.account().notifyToken().equals(entry.account().notifyToken())) {
        log.warn(
            "accounts {} and {} have the same mchid or notify_token: what comes is taken for {}",
            other.account().name(),
            entry.account().name(),
            other.account().name());
      }
    }
  }

  private static void warnOfPublishedTestKeys(String name, CheckedAccount account) {
    for (var field : account.publishedTestKeys()) {
      log.warn(
          "account {}: {} is a published test key: anybody can forge its messages; use it with the"
              + " simulator only",
          name,
          field);
    }
  }

  private String generateToken(String account) throws SQLException {
    var now = clock.instant();
    return Retry.conflicts(
            () ->
                store.write(
                    connection -> rows.lockOrInsert(connection, account, randomToken(), now)))
        .orElseThrow()
        .notifyToken();
  }

  private static String randomToken() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String cut(String actor) {
    return actor.length() <= MAX_ACTOR ? actor : actor.substring(0, MAX_ACTOR);
  }
}
