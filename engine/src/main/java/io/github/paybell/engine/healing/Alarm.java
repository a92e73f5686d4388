package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when it is too quiet: orders are paid, and no notification comes. A wrong notify_url, a
 * firewall or a wrong key look the same from here: nothing.
 *
 * <p>An account is silent when no notification of it was stored in the last {@code silence}, and
 *
 * <ul>
 *   <li>asking found a payment in that time, at least two minutes ago: by then WeChat Pay has sent
 *       its notification several times; or
 *   <li>the account has no keys for queries, and ten or more orders registered in that time, at
 *       least two minutes ago, are unpaid. Where WeChat Pay can be asked its answer decides: many
 *       unpaid orders are a quiet evening.
 * </ul>
 *
 * <p>A notification that was refused is not stored, so it does not count. The problem ends with the
 * next one that is. Thread-safe.
 */
final class Alarm {
  private static final Logger log = LoggerFactory.getLogger(Alarm.class);

  static final Duration EVERY = Duration.ofSeconds(60);

  // WeChat Pay sends at once, and again after 15 s, 15 s and 30 s.
  private static final Duration GRACE = Duration.ofMinutes(2);

  static final String PAID = "payments were found by asking, no notification came";
  static final String PLACED = "orders were registered, no notification came";

  private final Store store;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Duration silence;
  private final Clock clock;
  private final Sql openSilence;
  private final Sql paymentFound;
  private final Sql waitingOrders;
  private final Sql notificationSince;

  Alarm(Store store, Accounts accounts, Ledger ledger, Duration silence, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.ledger = ledger;
    this.silence = silence;
    this.clock = clock;
    openSilence = load("open_silence");
    paymentFound = load("payment_found");
    waitingOrders = load("waiting_orders");
    notificationSince = load("notification_since");
  }

  private Sql load(String name) {
    return Sql.load(Alarm.class, store, name);
  }

  private record Open(String cause, Instant openedAt) {}

  /** What there is to say of an account. */
  private record Finding(@Nullable String come, @Nullable String gone) {
    boolean nothing() {
      return come == null && gone == null;
    }
  }

  /**
   * Looks at every account. Only reads where nothing has changed.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  void check() {
    try {
      for (var account : accounts.all()) {
        var finding = store.read(connection -> look(connection, account));
        if (!finding.nothing()) {
          tell(account.name(), finding);
        }
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  private Finding look(Connection connection, Account account) throws SQLException {
    var now = clock.instant();
    var name = account.name();
    var open =
        openSilence
            .rows()
            .set("account", name)
            .set("kind", ProblemKind.NOTIFICATIONS_SILENT.wireName())
            .first(
                connection, row -> new Open(row.mustText("cause"), row.mustInstant("opened_at")));
    if (open.isPresent()) {
      boolean heard = notified(connection, name, open.get().openedAt());
      return new Finding(null, heard ? open.get().cause() : null);
    }
    var since = now.minus(silence);
    var until = now.minus(GRACE);
    var cause =
        found(connection, name, since, until)
            ? PAID
            : !CallableAccounts.hasKeys(account) && waiting(connection, name, since, until)
                ? PLACED
                : null;
    // Looked for last: it is the dearest of the three, and mostly not needed.
    return new Finding(cause != null && !notified(connection, name, since) ? cause : null, null);
  }

  private boolean found(Connection connection, String account, Instant since, Instant until)
      throws SQLException {
    return paymentFound
        .rows()
        .set("account", account)
        .set("since", since)
        .set("until", until)
        .first(connection, row -> true)
        .orElse(false);
  }

  private boolean waiting(Connection connection, String account, Instant since, Instant until)
      throws SQLException {
    return waitingOrders
        .rows()
        .set("account", account)
        .set("since", since)
        .set("until", until)
        .first(connection, row -> row.number("orders") >= 10)
        .orElse(false);
  }

  private boolean notified(Connection connection, String account, Instant since)
      throws SQLException {
    return notificationSince
        .rows()
        .set("account", account)
        .set("first_id", firstId(since))
        .first(connection, row -> true)
        .orElse(false);
  }

  /** No id of that time or later is smaller: ids are UUID version 7. */
  private static UUID firstId(Instant since) {
    return new UUID(since.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }

  private void tell(String account, Finding finding) throws SQLException {
    try {
      write(account, finding);
    } catch (ListenerFailedException e) {
      // It is found again at the next look; the other accounts must not wait for that.
      log.warn(
          "account {}: could not record the problem notifications_silent; will retry", account, e);
    }
  }

  private void write(String account, Finding finding) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.open(connection);
          if (finding.come() != null) {
            posting.problem(account, ProblemKind.NOTIFICATIONS_SILENT, finding.come());
          }
          if (finding.gone() != null) {
            posting.healed(account, ProblemKind.NOTIFICATIONS_SILENT, finding.gone());
          }
          posting.flush();
          return 0;
        });
  }
}
