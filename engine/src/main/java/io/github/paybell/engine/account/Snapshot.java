package io.github.paybell.engine.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All accounts as they stand at one moment. Immutable, so that readers need no lock. */
final class Snapshot {
  /**
   * One account.
   *
   * @param row null: the configuration file holds it
   * @param learnt the platform certificates that WeChat Pay gave, as they are kept
   */
  record Entry(
      Account account,
      AccountSettings settings,
      AccountView view,
      AccountRows.@Nullable Row row,
      List<PlatformKeyRows.Learnt> learnt) {}

  private final Map<String, Entry> byName = new TreeMap<>();
  // A hash map is safe for the token: it compares a 32-bit hash first and characters only of a
  // token
  // with that very hash, so the time of an answer does not rise with a growing right prefix; what
  // is
  // left are nanoseconds behind a network. And the token proves nothing: signatures do.
  private final Map<String, Account> byToken = new HashMap<>();
  private final Map<String, Account> byMchid = new HashMap<>();
  private final List<Account> accounts;

  /**
   * Indexes accounts.
   *
   * @param entries of two with one token or mchid, the first is found by it
   */
  Snapshot(Collection<Entry> entries) {
    for (var entry : entries) {
      var account = entry.account();
      byName.put(account.name(), entry);
      byToken.putIfAbsent(account.notifyToken(), account);
      byMchid.putIfAbsent(account.mchid(), account);
    }
    accounts = byName.values().stream().map(Entry::account).toList();
  }

  @Nullable Entry entry(String name) {
    return byName.get(name);
  }

  Collection<Entry> entries() {
    return byName.values();
  }

  List<Account> accounts() {
    return accounts;
  }

  @Nullable Account byToken(String notifyToken) {
    return byToken.get(notifyToken);
  }

  @Nullable Account byMchid(String mchid) {
    return byMchid.get(mchid);
  }
}
