package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.StoredNotifications.Due;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads notifications again that were genuine but could not be opened or understood, with the keys
 * of today: the copy that would have done it may never come. Thread-safe, on any number of
 * replicas.
 */
public final class Retries {
  private static final Logger log = LoggerFactory.getLogger(Retries.class);

  // Few enough that a sweep is short, and enough for a day of a wrong key within the hour.
  private static final int PER_SWEEP = 200;

  private final Store store;
  private final Accounts accounts;
  private final Intake intake;
  private final Clock clock;
  private final StoredNotifications notifications;
  private final KeyChanges changes;

  public Retries(Store store, Accounts accounts, Intake intake, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.intake = intake;
    this.clock = clock;
    notifications = new StoredNotifications(store);
    changes = new KeyChanges(store, accounts, "wake_notifications", clock);
  }

  /**
   * Reads what is due, and all of an account whose settings changed since the last sweep here. A
   * notification that still cannot be read stays as it was. To be run every 30 s or so.
   *
   * @return how many could be read
   * @throws SQLException if the store cannot be asked; the next sweep goes on
   */
  public int sweep() throws SQLException {
    changes.wake();
    var now = clock.instant();
    int read = 0;
    for (var each : notifications.due(now, PER_SWEEP)) {
      var next = RetrySchedule.next(each.tries() + 1, now);
      if (notifications.claim(each, now, next) && readAgain(each)) {
        read++;
      }
    }
    return read;
  }

  private boolean readAgain(Due each) throws SQLException {
    var account = accounts.byName(each.account());
    if (account == null) {
      return false;
    }
    try {
      boolean read = store.write(connection -> readAgain(connection, each.id(), account));
      if (read) {
        log.info("notification id={} account={} could be read at last", each.id(), each.account());
      }
      return read;
    } catch (RuntimeException e) {
      // A defect of ours in one of them must not keep the others waiting.
      log.error("reading notification id={} again failed", each.id(), e);
      return false;
    }
  }

  private boolean readAgain(Connection connection, UUID id, Account account) throws SQLException {
    var stored = notifications.raw(connection, id);
    if (stored.isEmpty()) {
      return false;
    }
    var reading = intake.reader().again(account, stored.get(), clock.instant());
    if (!(reading instanceof Reading.Genuine genuine) || genuine.arrival().unread() != null) {
      return false;
    }
    return intake.recorder().readAtLast(connection, id, genuine.arrival());
  }
}
