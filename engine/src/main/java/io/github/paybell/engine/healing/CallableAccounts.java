package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which accounts WeChat Pay may be asked about now. Thread-safe. */
final class CallableAccounts {
  // What is missing is set by a person; and a changed account is asked for at once.
  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Accounts accounts;
  private final Clock clock;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** That calls cannot be made holds for the account as it was then, and for a while. */
  private record Pause(Account account, Instant until) {}

  CallableAccounts(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Those with keys for calls, whose calls were not found impossible a moment ago. */
  List<Account> accounts() {
    return accounts.all().stream().filter(this::may).toList();
  }

  private boolean may(Account account) {
    if (!hasKeys(account)) {
      return false;
    }
    var pause = pauses.get(account.name());
    return pause == null || pause.account() != account || !clock.instant().isBefore(pause.until());
  }

  /** Whether the account can make calls at all. */
  static boolean hasKeys(Account account) {
    return (account.merchantKey() != null && account.v3Keys() != null)
        || !account.v2Keys().isEmpty();
  }

  /**
   * A call could not be made.
   *
   * @return until when none is tried
   */
  Instant pause(Account account) {
    var until = clock.instant().plus(PAUSE);
    pauses.put(account.name(), new Pause(account, until));
    return until;
  }
}
