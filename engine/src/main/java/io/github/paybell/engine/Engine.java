package io.github.paybell.engine;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.bill.Reconciliation;
import io.github.paybell.engine.bill.ReconciliationOptions;
import io.github.paybell.engine.calls.Closing;
import io.github.paybell.engine.calls.OrderQueries;
import io.github.paybell.engine.calls.Placing;
import io.github.paybell.engine.calls.Refreshing;
import io.github.paybell.engine.calls.Refunding;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.delivery.Deliveries;
import io.github.paybell.engine.delivery.Delivery;
import io.github.paybell.engine.delivery.SilentSubscribers;
import io.github.paybell.engine.healing.Healing;
import io.github.paybell.engine.healing.KeyExpiry;
import io.github.paybell.engine.healing.KeyRefresh;
import io.github.paybell.engine.healing.Recurring;
import io.github.paybell.engine.inbox.Inbox;
import io.github.paybell.engine.inbox.Intake;
import io.github.paybell.engine.inbox.LongWaiting;
import io.github.paybell.engine.inbox.NotificationLog;
import io.github.paybell.engine.inbox.PendingSweep;
import io.github.paybell.engine.inbox.ProcessingQueue;
import io.github.paybell.engine.inbox.RawRetention;
import io.github.paybell.engine.inbox.Rejections;
import io.github.paybell.engine.inbox.Retention;
import io.github.paybell.engine.inbox.Retries;
import io.github.paybell.engine.ledger.ComplaintClock;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.PayerDisclosure;
import io.github.paybell.engine.ledger.PayerRetention;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.ledger.Refunds;
import io.github.paybell.engine.ledger.ShopDifferences;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.engine.ledger.Unfinished;
import io.github.paybell.engine.store.DatabaseClock;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final Policies policies;
  private final Ledger ledger;
  private final Orders orders;
  private final Refunds refunds;
  private final OrderQueries queries;
  private final Refreshing refreshing;
  private final Closing closing;
  private final Placing placing;
  private final Refunding refunding;
  private final Problems problems;
  private final PayerDisclosure payers;
  private final @Nullable ShopDifferences differences;
  private final Intake intake;
  private final @Nullable PendingSweep pending;
  private final KeyRefresh keys;
  private final AccountAdmin accountAdmin;
  private final KeyExpiry expiry;
  private final Reconciliation reconciliation;
  private final Healing healing;
  private final TimelineWatch timeline;
  private final Delivery delivery;
  private final Clock clock;
  private final ClockWatch clocks;
  private final NotificationLog notifications;
  private final Rejections rejections;
  private final Inbox inbox;
  private final ScheduledExecutorService sweeps;
  private volatile List<String> degraded = List.of();
  private volatile boolean stopping;

  /**
   * Reads the accounts and begins to take notifications.
   *
   * @param store closed with the engine, also when it does not start
   * @param wechat whom the account's calls go to; the caller closes it after the engine
   * @throws IllegalArgumentException for options that cannot work, saying which and why
   * @throws StoreUnavailableException if the store cannot be reached
   */
  public static Engine start(
      Store store, EngineOptions options, WechatPay wechat, MeterRegistry meters, Clock clock) {
    try {
      return new Engine(store, options, wechat, meters, clock);
    } catch (SQLException e) {
      store.close();
      throw new StoreUnavailableException(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Engine(
      Store store, EngineOptions options, WechatPay wechat, MeterRegistry meters, Clock local)
      throws SQLException {
    this.store = store;
    // What replicas must agree on runs on the database's time; only what WeChat Pay says of its own
    // time is held against ours.
    var clock = DatabaseClock.over(store, local);
    this.clock = clock;
    accounts = Accounts.open(store, options.masterKey(), clock);
    accounts.configure(options.accounts());
    policies = options.healing().policies();
    var embedding = options.embedding();
    var storeKey = StoreKey.open(store, options.masterKey(), clock);
    ledger =
        new Ledger(
            store,
            this::identity,
            embedding == null ? TransactionListener.ALONE : embedding.together(),
            embedding == null ? OrderSource.NONE : embedding.orders(),
            options.healing().ladder(),
            new StoredPayers(storeKey),
            clock);
    payers = new PayerDisclosure(store, ledger, clock);
    differences =
        embedding == null || embedding.orders() == OrderSource.NONE
            ? null
            : new ShopDifferences(store, ledger, !embedding.together().tellsPayments(), clock);
    new MasterKeyWatch(store, ledger).note(storeKey);
    clocks = new ClockWatch(store, ledger, ClockWatch.thisMachine());
    if (clock instanceof DatabaseClock shared) {
      clocks.note(shared.ahead());
    }
    timeline = new TimelineWatch(store, ledger);
    timeline.note();
    delivery = new Delivery(store, ledger, options.delivery(), meters, clock);
    orders = new Orders(store, ledger, options.healing().ladder(), clock);
    refunds = new Refunds(store, ledger, clock);
    problems = new Problems(store, ledger, clock);
    queries = new OrderQueries(wechat, ledger);
    refreshing = new Refreshing(queries);
    closing = new Closing(wechat, queries, ledger, orders, clock);
    // How soon an order ends is said in the caller's time.
    placing = new Placing(wechat, queries, closing, orders, options.notifyUrls(), local);
    refunding = new Refunding(wechat, queries, ledger, refunds, clock);
    var handling =
        embedding == null
            ? null
            : new ProcessingQueue(
                store,
                ledger,
                embedding.handling(),
                embedding.answers(),
                delivery::wake,
                meters,
                clock);
    intake = new Intake(store, accounts, ledger, handling, clock);
    pending = handling == null ? null : new PendingSweep(store, accounts, intake, handling, clock);
    keys = new KeyRefresh(store, accounts, ledger, wechat, clock);
    accountAdmin = new AccountAdmin(accounts, keys, new Unfinished(store));
    expiry = new KeyExpiry(accounts, meters, clock);
    reconciliation =
        new Reconciliation(
            store,
            accounts,
            wechat,
            ledger,
            new ReconciliationOptions(
                options.healing().billAt(), options.folder().resolve("bills")),
            clock);
    healing =
        new Healing(
            new Healing.Parts(store, accounts, ledger, queries, closing, refunding),
            options.healing(),
            slowly(store, options),
            meters,
            clock);
    notifications = new NotificationLog(store, accounts, intake, clock);
    rejections = new Rejections(store, options.masterKey(), local);
    sweeps =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "paybell-sweeps");
              thread.setDaemon(true);
              return thread;
            });
    sweeps.scheduleWithFixedDelay(
        this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    inbox =
        new Inbox(
            store,
            accounts,
            intake,
            options.inbox(),
            rejections,
            keys::unknownSerial,
            this::hint,
            delivery::wake,
            meters,
            local);
    store.readiness().start();
  }

  private @Nullable Identity identity(String account) {
    var known = accounts.byName(account);
    return known == null
        ? null
        : new Identity(
            known.mchid(),
            known.appids(),
            known.subMchids(),
            new Policies(policy(known.latePayment()), policy(known.duplicatePayment()))
                .or(policies));
  }

  private static @Nullable MoneyPolicy policy(@Nullable String name) {
    return name == null ? null : MoneyPolicy.ofWire(name);
  }

  /** Slow work that one replica at a time does. */
  private List<Recurring> slowly(Store store, EngineOptions options) {
    var retention = new Retention(store, clock);
    var raw = new RawRetention(store, clock);
    var payers = new PayerRetention(store, clock);
    var personal = options.retention().personal();
    var complaints = new ComplaintClock(store, ledger, clock);
    var behind = new SilentSubscribers(store, ledger, clock);
    var waiting = new LongWaiting(store, ledger, clock);
    var slow = new ArrayList<Recurring>();
    if (pending == null) {
      var retries = new Retries(store, accounts, intake, clock);
      slow.add(new Recurring("paybell-unread", Duration.ofMinutes(1), quietly(retries::sweep)));
    }
    if (differences != null) {
      slow.add(
          new Recurring(
              "paybell-differences", Duration.ofMinutes(1), () -> differences.check(names())));
      slow.add(
          new Recurring(
              "paybell-comparison", Duration.ofMinutes(10), () -> differences.compare(names())));
    }
    Collections.addAll(
        slow,
        new Recurring(
            "paybell-bills",
            Duration.ofMinutes(1),
            () -> reconciliation.due().forEach(reconciliation::run)),
        new Recurring("paybell-complaints", Duration.ofMinutes(1), quietly(complaints::run)),
        new Recurring("paybell-behind", Duration.ofMinutes(1), quietly(behind::check)),
        new Recurring("paybell-waiting", Duration.ofMinutes(1), quietly(waiting::check)),
        new Recurring("paybell-keys", Duration.ofHours(12), keys::refreshAll),
        new Recurring(
            "paybell-personal",
            Duration.ofHours(1),
            quietly(
                () -> {
                  raw.run(personal);
                  payers.run(personal);
                })),
        new Recurring("paybell-deliveries", Duration.ofHours(1), quietly(() -> delivery.prune())),
        new Recurring(
            "paybell-retention",
            Duration.ofHours(1),
            quietly(() -> retention.run(options.healing().retention()))));
    return slow;
  }

  private List<String> names() {
    return accounts.all().stream().map(Account::name).toList();
  }

  /**
   * Inside a shop with an order table: holds the ledger against it at once, on the caller's thread;
   * for tests and tools. By itself that happens each minute, and for unpaid orders every ten.
   *
   * @return how many orders differ that differed before
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public int compareWithShop() {
    if (differences == null) {
      return 0;
    }
    differences.compare(names());
    return differences.check(names());
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static Runnable quietly(Work work) {
    return () -> {
      try {
        work.run();
      } catch (SQLException e) {
        throw new StoreUnavailableException(e);
      }
    };
  }

  /** A refused notification may be true all the same. Called off the request path, and seldom. */
  private void hint(Account account, String outTradeNo) {
    try {
      healing.hint(account.name(), outTradeNo);
    } catch (StoreUnavailableException e) {
      log.debug("a hint about an order of {} was lost: {}", account.name(), e.toString());
    }
  }

  /**
   * Begins to query WeChat Pay for what no notification said: the ladder, refunds, bills, keys.
   * Inside a shop it also begins to handle again what a crash or a listener's failure left.
   */
  public void startHealing() {
    keys.begin();
    healing.start();
    if (pending != null) {
      pending.start();
    }
  }

  /**
   * Inside a shop: handles at once, on the caller's thread, what is stored and due to be handled
   * again; for tests and tools, with a clock that the caller moves; not beside {@link
   * #startHealing}.
   *
   * @return how many notifications were tried
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public int handlePending() {
    try {
      return pending == null ? 0 : pending.sweep();
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  /** Begins to tell subscribers. */
  public void startDelivery() {
    delivery.start();
  }

  private void refresh() {
    try {
      if (clock instanceof DatabaseClock shared) {
        shared.measure();
        clocks.note(shared.ahead());
      }
      accounts.refresh();
      keys.again();
      timeline.note();
      expiry.measure();
      degraded = problems.degrading();
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

  public Refunds refunds() {
    return refunds;
  }

  public OrderQueries orderQueries() {
    return queries;
  }

  public Refreshing refreshing() {
    return refreshing;
  }

  public Placing placing() {
    return placing;
  }

  public Closing closing() {
    return closing;
  }

  public Refunding refunding() {
    return refunding;
  }

  public Healing healing() {
    return healing;
  }

  public Deliveries deliveries() {
    return delivery.deliveries();
  }

  public Delivery delivery() {
    return delivery;
  }

  public Reconciliation reconciliation() {
    return reconciliation;
  }

  public NotificationLog notifications() {
    return notifications;
  }

  public Rejections rejections() {
    return rejections;
  }

  public Problems problems() {
    return problems;
  }

  public PayerDisclosure payers() {
    return payers;
  }

  public Accounts accounts() {
    return accounts;
  }

  /** Adds, changes, retires and removes accounts. */
  public AccountAdmin accountAdmin() {
    return accountAdmin;
  }

  /** Whether notifications can be taken now: the store takes writes and we are not stopping. */
  public boolean ready() {
    return !stopping && store.readiness().ready();
  }

  /** Why notifications cannot be taken now, in one sentence for a person; empty: they can. */
  public Optional<String> whyNotReady() {
    return stopping ? Optional.of("it is stopping") : store.readiness().why();
  }

  /**
   * What is wrong although notifications are taken, each in one sentence for a person, as of some
   * seconds ago: queries cut off or late, subscribers or the listener behind. No reason for a
   * balancer to take a receiver away.
   */
  public List<String> degraded() {
    return degraded;
  }

  /** What the records are kept in, for people. */
  public String storeTitle() {
    return store.dialect().title();
  }

  /** Commits and answers what was admitted, then lets the store go. */
  @Override
  public void close() {
    stopping = true;
    if (pending != null) {
      pending.close();
    }
    inbox.close();
    healing.close();
    keys.close();
    delivery.close();
    sweeps.shutdownNow();
    store.close();
  }
}
