package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores an account of the admin API with its audit row (AUDITED). Thread-safe. */
final class AccountWriter {
  private static final int MAX_ACTOR = 64;

  private final AccountRows rows;
  private final MasterKey key;
  private final Clock clock;
  private final Audit audit;

  AccountWriter(Store store, AccountRows rows, MasterKey key, Clock clock) {
    this.rows = rows;
    this.key = key;
    this.clock = clock;
    audit = new Audit(store);
  }

  /** Returns whether the account is new; throws, so that nothing is stored, if it is not valid. */
  boolean store(Connection connection, AccountSettings settings, String actor, Snapshot snapshot)
      throws SQLException {
    var now = clock.instant();
    var name = settings.name();
    var row = rows.lockOrInsert(connection, name, Accounts.randomToken(), now).orElseThrow();
    var errors = new ArrayList<String>();
    var unreadable = new ArrayList<String>();
    var before = before(row, unreadable);
    var merged = before == null ? settings : settings.over(before.settings());
    var token = merged.notifyToken() == null ? row.notifyToken() : merged.notifyToken();
    var checked = AccountCheck.ofDatabase(merged.withNotifyToken(token), errors);
    findTaken(connection, name, merged.mchid(), token, snapshot, errors);
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
      Connection connection,
      String name,
      String mchid,
      String token,
      Snapshot snapshot,
      List<String> errors)
      throws SQLException {
    for (var other : snapshot.entries()) {
      var known = other.account().name();
      if (!known.equals(name) && AccountCheck.bare(known).equals(AccountCheck.bare(name))) {
        errors.add("name: " + AccountCheck.alike(name, known));
      }
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

  private static String cut(String actor) {
    return actor.length() <= MAX_ACTOR ? actor : actor.substring(0, MAX_ACTOR);
  }
}
