package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Tells subscribers what the ledger noted for them. Safe on any number of replicas over one store.
 * Thread-safe.
 */
public final class Delivery implements AutoCloseable {
  private static final long HOUSEKEEPING_SECONDS = 15;
  private static final int MOST_COUNTED = 100_000;

  private final Store store;
  private final Clock clock;
  private final List<Lane> lanes;
  private final Settlement settlement;
  private final DeadLetters deadLetters;
  private final Pruning pruning;
  private final Deliveries deliveries;
  private final DeliveryMeters meters;
  private final StoreWatch watch = new StoreWatch();
  private final Sql backlog;
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-delivery");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Notes who wants what; from now on their events are theirs, also while nothing is started.
   *
   * @param clock the database's, where replicas share one
   * @throws SQLException if the store cannot be asked
   */
  public Delivery(
      Store store, Ledger ledger, DeliveryOptions options, MeterRegistry meters, Clock clock)
      throws SQLException {
    this(store, ledger, options, meters, clock, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param chance from 0 (inclusive) to 1, for the spread of the backoff
   */
  Delivery(
      Store store,
      Ledger ledger,
      DeliveryOptions options,
      MeterRegistry meters,
      Clock clock,
      DoubleSupplier chance)
      throws SQLException {
    this.store = store;
    this.clock = clock;
    this.meters = new DeliveryMeters(meters);
    new Subscriptions(store).configure(options.subscribers(), clock.instant());
    var claims = new Claims(store);
    deadLetters = new DeadLetters(store, ledger, claims);
    pruning = new Pruning(store, options.retention(), clock);
    deliveries = new StoredDeliveries(store, new Redelivery(store, clock, this::relent));
    backlog = Sql.load(Delivery.class, store, "backlog");
    settlement =
        new Settlement(
            store, ledger, options.subscribers().stream().mapToInt(Subscriber::concurrency).sum());
    var parts =
        new LaneParts(
            claims,
            settlement,
            deadLetters,
            new Backoff(options.backoff(), chance),
            options.patience(),
            this.meters,
            watch);
    lanes = options.subscribers().stream().map(each -> new Lane(each, parts, clock)).toList();
  }

  /** Begins to tell. Returns at once; a store that is away is waited for. */
  public void start() {
    lanes.forEach(Lane::start);
    housekeeping.scheduleWithFixedDelay(
        this::keepHouse, HOUSEKEEPING_SECONDS, HOUSEKEEPING_SECONDS, TimeUnit.SECONDS);
  }

  /** Something was committed that may be due: looks at once instead of at the next tick. Cheap. */
  public void wake() {
    lanes.forEach(Lane::ring);
  }

  private void relent() {
    lanes.forEach(Lane::relent);
  }

  /** What was told, and once more. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /**
   * Tells at once, on the caller's thread, what is due at this time and waits for what becomes of
   * it: for tests and tools, with a clock that the caller moves; not beside {@link #start}. Neither
   * rate limits nor open circuits apply.
   *
   * @return how many attempts were made
   * @throws StoreUnavailableException if the store cannot be asked
   * @throws IllegalStateException if a channel does not end an attempt in time
   */
  public int tellAll(Instant now) {
    var at = Clock.fixed(now, ZoneOffset.UTC);
    int all = 0;
    try {
      for (int round = 1; round > 0; ) {
        round = 0;
        for (var lane : lanes) {
          round += lane.tellDue(at);
        }
        lanes.forEach(Lane::awaitQuiet);
        all += round;
      }
      return all;
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  /**
   * Lets rows go that are older than the retention, in many short transactions; to be done every
   * hour or so. Events stay.
   *
   * @return how many went
   */
  public long prune() throws SQLException {
    return pruning.run();
  }

  private void keepHouse() {
    try {
      housekeep();
    } catch (SQLException | RuntimeException e) {
      watch.failed(e);
    }
  }

  /** Buries what has no subscriber left, and counts what waits. */
  void housekeep() throws SQLException {
    deadLetters.buryOfNobody(clock.instant());
    for (var lane : lanes) {
      var rows =
          backlog
              .rows()
              .set("subscriber", lane.name())
              .set("now", clock.instant())
              .set("limit", MOST_COUNTED);
      var due = store.read(connection -> rows.first(connection, row -> row.number("due")));
      meters.backlog(lane.name(), due.orElseThrow());
    }
  }

  /** Ends the attempts that are under way, for a moment; what is cut off comes again. */
  @Override
  public void close() {
    housekeeping.shutdown();
    // All at once: the first must not wait for what another is busy with.
    lanes.forEach(Lane::stop);
    lanes.forEach(Lane::close);
    settlement.close();
  }

  /** For tests, which move the clock. */
  List<Lane> lanes() {
    return lanes;
  }
}
