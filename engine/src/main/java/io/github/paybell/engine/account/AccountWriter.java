package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes an account of the database, with its audit row (AUDITED). Thread-safe. */
final class AccountWriter {
  private static final int MAX_ACTOR = 64;

  // WeChat Pay tells of a payment for a day, a refund may take weeks, and a payer's complaint comes
  // within 30 days.
  private static final Duration AFTER_RETIRING = Duration.ofDays(30);

  private final AccountRows rows;
  private final PlatformKeyRows keyRows;
  private final MasterKey key;
  private final Clock clock;
  private final Audit audit;

  AccountWriter(
      Store store, AccountRows rows, PlatformKeyRows keyRows, MasterKey key, Clock clock) {
    this.rows = rows;
    this.keyRows = keyRows;
    this.key = key;
    this.clock = clock;
    audit = new Audit(store);
  }

  /** Returns whether the account is new; throws, so that nothing is stored, if it is not valid. */
  boolean store(Connection connection, AccountSettings settings, String actor, Snapshot snapshot)
      throws SQLException {
    var now = clock.instant();
    var name = settings.name();
    var row = rows.lockOrInsert(connection, name, now);
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
    if (row.retiredAt() != null) {
      changes.add("retired_at");
    }
    if (changes.contains("mchid")) {
      // What another merchant's messages were proved with proves none of this one's.
      keyRows.forget(connection, name);
    }
    if (!changes.isEmpty()) {
      var document = AccountDocument.of(checked.settings(), before, now).write(key);
      rows.update(connection, name, token, document, now);
      audit.write(
          connection, cut(actor), "account.changed", name, null, String.join(", ", changes), now);
    }
    return false;
  }

  /**
   * Lets an account take no new orders.
   *
   * @return false: the database holds no such account
   */
  boolean retire(Connection connection, String name, String actor) throws SQLException {
    var row = held(connection, name);
    if (row.isPresent() && row.get().retiredAt() == null) {
      var now = clock.instant();
      rows.retire(connection, name, now);
      audit.write(connection, cut(actor), "account.retired", name, null, "", now);
    }
    return row.isPresent();
  }

  /** Lets a retired account's keys go, if nothing of it is still to come. */
  AccountRemove remove(Connection connection, String name, String actor, RemovalCheck unfinished)
      throws SQLException {
    var row = held(connection, name);
    if (row.isEmpty()) {
      return new AccountRemove.Unknown(name);
    }
    var now = clock.instant();
    var reasons = new ArrayList<String>();
    var retired = row.get().retiredAt();
    if (retired == null) {
      reasons.add("It is not retired: retire it first, and remove it 30 days later");
    } else if (now.isBefore(retired.plus(AFTER_RETIRING))) {
      reasons.add(
          "It was retired at "
              + retired.truncatedTo(ChronoUnit.SECONDS)
              + ": refunds and complaints may still come; "
              + days(Duration.between(now, retired.plus(AFTER_RETIRING)))
              + " of 30 days are left");
    }
    reasons.addAll(unfinished.reasons(connection, name));
    if (!reasons.isEmpty()) {
      return new AccountRemove.TooEarly(name, reasons);
    }
    rows.remove(connection, name, now);
    keyRows.forget(connection, name);
    audit.write(connection, cut(actor), "account.removed", name, null, "", now);
    return new AccountRemove.Removed(name);
  }

  private Optional<AccountRows.Row> held(Connection connection, String name) throws SQLException {
    return rows.lock(connection, name).filter(row -> row.document() != null);
  }

  private static long days(Duration left) {
    return left.plusDays(1).minusNanos(1).toDays();
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
      // Only a request with every secret repairs the account.
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
