package io.github.paybell.engine;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.Inbox;
import io.github.paybell.engine.inbox.Intake;
import io.github.paybell.engine.inbox.NotificationLog;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms, wired: one engine per process and store. Thread-safe. */
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  // How soon a key changed on another replica, or in the database, is seen here.
  private static final long REFRESH_SECONDS = 5;

  private final Store store;
  private final Accounts accounts;
  private final Orders orders;
  private final Problems problems;
  private final NotificationLog notifications;
  private final Inbox inbox;
  private final ScheduledExecutorService sweeps;
  private volatile boolean closing;

  /**
   * Opens the store, reads the accounts and begins to take notifications.
   *
   * @throws IllegalArgumentException for options that cannot work, saying which and why
   * @throws StoreUnavailableException if the store cannot be reached
   */
  public static Engine start(EngineOptions options, MeterRegistry meters, Clock clock) {
    var store = Store.open(options.store());
    try {
      return new Engine(store, options, meters, clock);
    } catch (SQLException e) {
      store.close();
      throw new StoreUnavailableException(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Engine(Store store, EngineOptions options, MeterRegistry meters, Clock clock)
      throws SQLException {
    this.store = store;
    accounts = Accounts.open(store, options.masterKey(), clock);
    accounts.configure(options.accounts());
    var ledger = new Ledger(store, this::identity, clock);
    orders = new Orders(store, ledger, clock);
    problems = new Problems(store, ledger, clock);
    var intake = new Intake(store, accounts, ledger, clock);
    notifications = new NotificationLog(store, accounts, intake, clock);
    sweeps =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "paybell-sweeps");
              thread.setDaemon(true);
              return thread;
            });
    sweeps.scheduleWithFixedDelay(
        this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    inbox = new Inbox(store, accounts, intake, options.inbox(), refreshSoon(), meters, clock);
  }

  private @Nullable Identity identity(String account) {
    var known = accounts.byName(account);
    return known == null ? null : new Identity(known.mchid(), known.appids(), known.subMchids());
  }

  /**
   * Reads the keys again, off the request path, at most once a second however many unknown serials
   * come.
   */
  private Runnable refreshSoon() {
    var last = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
    return () -> {
      long now = System.nanoTime();
      long before = last.get();
      if (now - before >= TimeUnit.SECONDS.toNanos(1) && last.compareAndSet(before, now)) {
        sweeps.execute(this::refresh);
      }
    };
  }

  private void refresh() {
    try {
      accounts.refresh();
    } catch (SQLException | RuntimeException e) {
      log.warn("accounts were not read again, the old ones stand: {}", e.toString());
    }
  }

  public Inbox inbox() {
    return inbox;
  }

  public Orders orders() {
    return orders;
  }

  public NotificationLog notifications() {
    return notifications;
  }

  public Problems problems() {
    return problems;
  }

  public Accounts accounts() {
    return accounts;
  }

  /** Whether notifications can be taken now: the store answers and we are not stopping. */
  public boolean ready() {
    return !closing && store.ready();
  }

  /** What the records are kept in, for people. */
  public String storeTitle() {
    return store.dialect().title();
  }

  /** Commits and answers what was admitted, then lets the store go. */
  @Override
  public void close() {
    closing = true;
    inbox.close();
    sweeps.shutdownNow();
    store.close();
  }
}
