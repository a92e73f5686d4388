package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.inbox.StoredNotifications.Due;
import io.github.paybell.engine.inbox.StoredNotifications.Raw;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what is stored and not handled, where a shop's own writes belong to it: the process died
 * in between, its listener failed, or no key opened it. Any number of replicas share the work: one
 * claims a row, the others pass on. Thread-safe.
 */
public final class PendingSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PendingSweep.class);

  // A crash costs its lease and this; and a look that finds nothing reads one index.
  private static final long EVERY_MILLIS = 1_000;

  private static final int PER_SWEEP = 200;

  private final Store store;
  private final Accounts accounts;
  private final Intake intake;
  private final ProcessingQueue handling;
  private final Clock clock;
  private final StoredNotifications notifications;
  private final KeyChanges changes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-pending");
            thread.setDaemon(true);
            return thread;
          });

  // Of the one thread only.
  private boolean away;

  public PendingSweep(
      Store store, Accounts accounts, Intake intake, ProcessingQueue handling, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.intake = intake;
    this.handling = handling;
    this.clock = clock;
    notifications = new StoredNotifications(store);
    changes = new KeyChanges(store, accounts, "wake_handling", clock);
  }

  /** Begins to look, every second. */
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      resume();
      away = false;
    } catch (SQLException | RuntimeException e) {
      if (!away) {
        away = true;
        log.warn(
            "database unavailable; pending notifications are processed when it is back: {}",
            e.toString());
      }
    }
  }

  /** Claims what is due, as much as there is room for, and gives it to the threads that handle. */
  private void resume() throws SQLException {
    handling.tell();
    changes.wake();
    int room = Math.min(handling.room(), PER_SWEEP);
    if (room < 1) {
      return;
    }
    var now = clock.instant();
    for (var each : notifications.due(now, room)) {
      if (!handling.isUnderWay(each.id()) && claim(each, now)) {
        handling.take(each.id(), each.account(), () -> handle(each), handled -> {});
      }
    }
  }

  /**
   * Does at once, on the caller's thread, what is due: for tests and tools, with a clock that the
   * caller moves; not beside {@link #start}.
   *
   * @return how many there were
   * @throws SQLException if the store cannot be asked
   */
  public int sweep() throws SQLException {
    changes.wake();
    var now = clock.instant();
    int all = 0;
    for (var each : notifications.due(now, PER_SWEEP)) {
      if (claim(each, now)) {
        var unused = handle(each);
        all++;
      }
    }
    return all;
  }

  private boolean claim(Due each, Instant now) throws SQLException {
    var next =
        each.verdict() == Verdict.PENDING
            ? handling.leaseEnd()
            : RetrySchedule.next(each.tries() + 1, now);
    return notifications.claim(each, now, next);
  }

  private ProcessingResult handle(Due each) {
    Optional<Raw> stored;
    try {
      stored = store.read(connection -> notifications.raw(connection, each.id()));
    } catch (SQLException e) {
      log.warn("notification id={} was not read: {}", each.id(), e.toString());
      return new ProcessingResult.Unsure();
    }
    return stored.isEmpty() ? new ProcessingResult.Unsure() : handle(each, stored.get());
  }

  private ProcessingResult handle(Due each, Raw raw) {
    var handler = handling.handler();
    var account = accounts.byName(each.account());
    if (account == null) {
      return handler.unreadable(each.id(), each.account(), unread("the account is not configured"));
    }
    return intake
        .reader()
        .again(account, raw, clock.instant())
        .match(
            genuine -> handler.handle(each.id(), genuine.arrival()),
            // What was proved when it came can be proved again once the key of its time is back.
            refused -> handler.unreadable(each.id(), each.account(), unread(refused.detail())));
  }

  private static Unread unread(String detail) {
    return new Unread(Verdict.UNDECRYPTABLE, null, Columns.text(detail, 256));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
