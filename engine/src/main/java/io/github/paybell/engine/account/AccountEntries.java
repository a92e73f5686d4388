package io.github.paybell.engine.account;

import io.github.paybell.protocol.v3.V3Pem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the entries of a snapshot out of what the configuration file and the database hold. What
 * did not change stays the same object.
 */
final class AccountEntries {
  private static final Logger log = LoggerFactory.getLogger(AccountEntries.class);
  private static final int MAX_SERIAL = 64;

  /** An account of the configuration file with its token, given or generated. */
  record FileAccount(CheckedAccount checked, String notifyToken) {}

  /** What the database holds, read in one transaction. */
  record Stored(List<AccountRows.Row> rows, List<PlatformKeyRows.Learnt> keys) {
    AccountRows.State state() {
      return new AccountRows.State(
          rows.size(),
          rows.stream().mapToLong(AccountRows.Row::version).sum(),
          keys.size(),
          keys.stream()
              .map(PlatformKeyRows.Learnt::expiresAt)
              .min(Comparator.naturalOrder())
              .orElse(null));
    }
  }

  private final MasterKey key;

  AccountEntries(MasterKey key) {
    this.key = key;
  }

  /**
   * Makes the next snapshot.
   *
   * @param before the one in force
   */
  Snapshot snapshot(Snapshot before, Stored stored, Map<String, FileAccount> file) {
    var learnt = new LinkedHashMap<String, List<PlatformKeyRows.Learnt>>();
    stored.keys().forEach(k -> learnt.computeIfAbsent(k.account(), n -> new ArrayList<>()).add(k));
    var entries = new LinkedHashMap<String, Snapshot.Entry>();
    file.forEach(
        (name, account) ->
            entries.put(
                name,
                fileEntry(before.entry(name), account, learnt.getOrDefault(name, List.of()))));
    for (var row : stored.rows()) {
      if (row.document() != null && !entries.containsKey(row.account())) {
        var entry =
            databaseEntry(
                before.entry(row.account()),
                row,
                row.document(),
                learnt.getOrDefault(row.account(), List.of()));
        if (entry != null) {
          warnOfShadow(entry, entries.values());
          entries.put(row.account(), entry);
        }
      }
    }
    return new Snapshot(entries.values());
  }

  private static Snapshot.Entry fileEntry(
      Snapshot.@Nullable Entry before, FileAccount account, List<PlatformKeyRows.Learnt> learnt) {
    var settings = account.checked().settings().withNotifyToken(account.notifyToken());
    // The same keys stay the same objects: verifiers prepared from them are kept.
    if (before != null
        && before.row() == null
        && before.settings().equals(settings)
        && before.learnt().equals(learnt)) {
      return before;
    }
    var keys = platformKeys(learnt);
    return new Snapshot.Entry(
        account.checked().account(account.notifyToken(), keys, false),
        settings,
        view(account.checked(), keys, account.notifyToken(), null, Map.of()),
        null,
        learnt);
  }

  private Snapshot.@Nullable Entry databaseEntry(
      Snapshot.@Nullable Entry before,
      AccountRows.Row row,
      String text,
      List<PlatformKeyRows.Learnt> learnt) {
    if (before != null && row.equals(before.row()) && before.learnt().equals(learnt)) {
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
      if (before == null || !row.equals(before.row())) {
        warn(row.account(), checked);
      }
      var keys = platformKeys(learnt);
      return new Snapshot.Entry(
          checked.account(row.notifyToken(), keys, row.retiredAt() != null),
          checked.settings(),
          view(checked, keys, row.notifyToken(), row, document.changed()),
          row,
          learnt);
    } catch (IllegalStateException e) {
      // One damaged row, or one sealed by another master key, must not stop the others.
      log.error(
          "account {} stays {}: {}",
          row.account(),
          before == null ? "absent" : "as it was",
          e.getMessage());
      return before != null && before.row() != null ? before : null;
    }
  }

  private static List<PlatformKey> platformKeys(List<PlatformKeyRows.Learnt> learnt) {
    var keys = new ArrayList<PlatformKey>();
    for (var each : learnt) {
      try {
        keys.add(KeyReader.platformKey(each.serial(), each.pem()));
      } catch (IllegalArgumentException e) {
        log.error("{} in the database is not usable: {}", each, e.getMessage());
      }
    }
    return keys;
  }

  /**
   * Checks certificates that were downloaded.
   *
   * @param past those that ended before are left out
   */
  List<PlatformKeyRows.Learnt> check(
      String account, Map<String, String> certificates, Instant past) {
    var learnt = new ArrayList<PlatformKeyRows.Learnt>();
    for (var each : new TreeMap<>(certificates).entrySet()) {
      var serial = each.getKey();
      try {
        var end = KeyReader.platformKey(serial, each.getValue()).expiresAt();
        if (end == null || serial.length() > MAX_SERIAL) {
          throw new IllegalArgumentException("This is no certificate with its serial");
        }
        if (!end.isBefore(past)) {
          var begin = V3Pem.certificate(each.getValue()).getNotBefore().toInstant();
          learnt.add(new PlatformKeyRows.Learnt(account, serial, each.getValue(), begin, end));
        }
      } catch (IllegalArgumentException e) {
        log.warn("account {}: a downloaded certificate is left out: {}", account, e.getMessage());
      }
    }
    return learnt;
  }

  private static AccountView view(
      CheckedAccount checked,
      List<PlatformKey> learnt,
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
        keys(checked, learnt),
        Fields.secrets(settings).keySet().stream()
            .map(field -> new AccountView.SetSecret(field, changed.get(field)))
            .toList(),
        checked.certificate() == null ? null : checked.certificate().expiresAt(),
        settings.latePayment(),
        settings.duplicatePayment(),
        row == null ? null : row.updatedAt(),
        row == null ? null : row.retiredAt());
  }

  private static List<AccountView.Key> keys(CheckedAccount checked, List<PlatformKey> learnt) {
    var keys = new LinkedHashMap<String, AccountView.Key>();
    checked
        .platformKeys()
        .forEach(
            k ->
                keys.put(
                    k.serial(),
                    new AccountView.Key(
                        k.serial(), k.expiresAt(), AccountView.KeyOrigin.CONFIGURED)));
    if (checked.apiV3Keys() != null) {
      learnt.forEach(
          k ->
              keys.putIfAbsent(
                  k.serial(),
                  new AccountView.Key(k.serial(), k.expiresAt(), AccountView.KeyOrigin.LEARNT)));
    }
    return List.copyOf(keys.values());
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

  /** Says what is allowed and yet hardly meant. */
  static void warn(String name, CheckedAccount account) {
    for (var field : account.publishedTestKeys()) {
      log.warn(
          "account {}: {} is a published test key: anyone can forge its messages; use it with the"
              + " simulator only",
          name,
          field);
    }
    if (account.apiV3Keys() != null
        && account.platformKeys().isEmpty()
        && account.merchantKey() == null) {
      log.warn(
          "account {}: no platform key, and no merchant key to download certificates with: none of"
              + " its v3 messages can be proved",
          name);
    }
  }
}
