package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in time that a key ends, and that it no longer does. Thread-safe. */
final class KeyProblems {
  private static final Logger log = LoggerFactory.getLogger(KeyProblems.class);

  // WeChat Pay has a new certificate ready some weeks before; a person needs days for the rest.
  private static final Duration AHEAD = Duration.ofDays(30);

  private final Store store;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Clock clock;
  private final Sql openProblems;

  KeyProblems(Store store, Accounts accounts, Ledger ledger, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
    openProblems = Sql.load(KeyProblems.class, store, "key_problems");
  }

  /** Opens a problem for each key of an account that ends soon, and ends those that do not. */
  void check(Account account) throws SQLException {
    become(account.name(), ProblemKind.KEY_EXPIRING, expiring(account));
  }

  /** Certificates could not be had. */
  void failed(String account, String cause) throws SQLException {
    become(account, ProblemKind.KEY_REFRESH_FAILED, List.of(cause));
  }

  /** Certificates were had, or there is no need of any. */
  void refreshed(String account) throws SQLException {
    become(account, ProblemKind.KEY_REFRESH_FAILED, List.of());
  }

  /** There is no such account any more. */
  void forget(String account) throws SQLException {
    become(account, ProblemKind.KEY_REFRESH_FAILED, List.of());
    become(account, ProblemKind.KEY_EXPIRING, List.of());
  }

  /** Whether anything on the account's ring can prove a message today. */
  boolean proves(Account account) {
    return accounts.view(account.name()).map(AccountView::keys).orElse(List.of()).stream()
        .map(AccountView.Key::expiresAt)
        .anyMatch(end -> end == null || end.isAfter(clock.instant()));
  }

  private List<String> expiring(Account account) {
    var causes = new ArrayList<String>();
    var keys = accounts.view(account.name()).map(AccountView::keys).orElse(List.of());
    boolean publicKey = keys.stream().anyMatch(key -> key.expiresAt() == null);
    if (!publicKey) {
      keys.stream()
          .max(Comparator.comparing(KeyProblems::end))
          .filter(last -> soon(last.expiresAt()))
          .ifPresent(
              last ->
                  causes.add(
                      "platform certificate " + last.serial() + " ends at " + last.expiresAt()));
    }
    var certificate = account.certificate();
    if (certificate != null && soon(certificate.expiresAt())) {
      causes.add(
          "the merchant's certificate for v2 ends at "
              + certificate.expiresAt()
              + ": get a new one");
    }
    return causes;
  }

  private static Instant end(AccountView.Key key) {
    var end = key.expiresAt();
    return end == null ? Instant.MAX : end;
  }

  private boolean soon(@Nullable Instant end) {
    return end != null && !end.isAfter(clock.instant().plus(AHEAD));
  }

  private void become(String account, ProblemKind kind, List<String> causes) throws SQLException {
    try {
      write(account, kind, causes);
    } catch (ListenerFailedException e) {
      // It is found again at the next look; keys are more than the shop's hearing of them.
      log.warn(
          "account {}: could not record the problem {}; will retry", account, kind.wireName(), e);
    }
  }

  /** Makes these the open problems of a kind. */
  private void write(String account, ProblemKind kind, List<String> causes) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.open(connection);
          var open =
              openProblems
                  .rows()
                  .set("account", account)
                  .set("kind", kind.wireName())
                  .query(connection, row -> row.mustText("cause"));
          var gone = new HashSet<>(open);
          causes.forEach(gone::remove);
          for (var cause : gone) {
            posting.healed(account, kind, cause);
          }
          for (var cause : causes) {
            posting.problem(account, kind, cause);
          }
          posting.flush();
          return 0;
        });
  }
}
