package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OtherProduct;
import io.github.paybell.engine.ledger.Posting;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles stored notifications where a shop's own writes belong to it: each in transactions of its
 * own, on a bounded number of threads, so that one that takes long or fails delays no other. Who
 * handles a notification has it on lease; what is cut off comes again when the lease ends, here or
 * on another replica. Thread-safe.
 */
public final class ProcessingQueue implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessingQueue.class);

  /** No other process takes it meanwhile; renewed while it is handled here. */
  static final Duration LEASE = Duration.ofSeconds(30);

  // Each holds what it says, not its bytes (BOUNDED).
  private static final int MOST_WAITING = 1_024;

  private static final long CLOSE_SECONDS = 3;

  private final Store store;
  private final Ledger ledger;
  private final boolean waits;
  private final Runnable committed;
  private final Clock clock;
  private final NotificationProcessor handler;
  private final ProcessingPool pool;
  private final Questions questions;
  private final ProcessingMeters meters;
  private final Sql lease;
  private final Sql release;
  private final Map<UUID, Task> underWay = new ConcurrentHashMap<>();

  // Rejected before processing began; the next sweep releases the lease, so that the threads that
  // answer never wait for the database.
  private final ConcurrentLinkedQueue<UUID> leftOver = new ConcurrentLinkedQueue<>();

  /**
   * @param answers to the questions of other products
   * @param committed told after each notification that was handled; must not block
   */
  public ProcessingQueue(
      Store store,
      Ledger ledger,
      ProcessingOptions options,
      AnswerSource answers,
      Runnable committed,
      MeterRegistry registry,
      Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.committed = committed;
    this.clock = clock;
    waits = options.acknowledge() == Acknowledge.HANDLED;
    var rows = new ProcessingRows(store, clock);
    handler =
        new NotificationProcessor(
            store,
            ledger,
            rows,
            new ProcessingFailures(store, ledger, rows, options.backoff(), clock));
    pool = new ProcessingPool("paybell-handling", options.threads(), MOST_WAITING);
    questions = new Questions(answers);
    meters = new ProcessingMeters(registry, pool::waiting);
    lease = Sql.load(ProcessingQueue.class, store, "lease_notification");
    release = Sql.load(ProcessingQueue.class, store, "release_notification");
  }

  /** Something that is handled, or waits to be. */
  private static final class Task {
    private final CompletableFuture<ProcessingResult> done = new CompletableFuture<>();
    private volatile Instant leaseEnd;
    private volatile boolean begun;

    Task(Instant leaseEnd) {
      this.leaseEnd = leaseEnd;
    }
  }

  /** Whether WeChat Pay waits for it. */
  boolean waits() {
    return waits;
  }

  /** The end of a lease that begins now. */
  Instant leaseEnd() {
    return clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MICROS);
  }

  /** How many more may wait. */
  int room() {
    return pool.room();
  }

  boolean isUnderWay(UUID id) {
    return underWay.containsKey(id);
  }

  /** The work itself, for a thread of the pool. */
  NotificationProcessor handler() {
    return handler;
  }

  /**
   * Handles what was just stored.
   *
   * @param waiter told what came of it, on any thread; must not block
   */
  void first(UUID id, Arrival arrival, Consumer<ProcessingResult> waiter) {
    // Its bytes are stored; what waits need not hold them.
    var light = arrival.withoutRaw();
    take(id, arrival.account(), () -> handler.handle(id, light), waiter);
  }

  /** Handles what a copy tells again, unless that is done just now: then this waits for that. */
  void copy(UUID id, Arrival arrival, Consumer<ProcessingResult> waiter) {
    var light = arrival.withoutRaw();
    take(
        id,
        arrival.account(),
        () -> {
          lease(id);
          return handler.handle(id, light);
        },
        waiter);
  }

  /**
   * Runs work about a notification, if none is under way here; else waits for that.
   *
   * @param waiter told what came of it, on any thread; must not block
   */
  void take(
      UUID id, String account, Supplier<ProcessingResult> work, Consumer<ProcessingResult> waiter) {
    var task = new Task(leaseEnd());
    var before = underWay.putIfAbsent(id, task);
    var answers = before == null ? task.done : before.done;
    var unused = answers.thenAccept(handled -> tell(waiter, handled));
    if (before == null) {
      try {
        pool.execute(() -> run(id, account, task, work));
      } catch (RejectedExecutionException e) {
        leaveOver(id, task);
      }
    }
  }

  /**
   * Asks the shop for the answer to a question; that there is none is a problem before WeChat Pay
   * is told.
   *
   * @param waiter given the answer, on any thread; empty: there is none. Must not block
   */
  void ask(UUID id, String account, OtherProduct question, Consumer<Optional<byte[]>> waiter) {
    questions.ask(
        account,
        id,
        question,
        answer -> {
          if (answer.isPresent()) {
            waiter.accept(answer);
            return;
          }
          try {
            pool.execute(
                () -> {
                  note(id, posting -> posting.unanswered(account, question));
                  waiter.accept(answer);
                });
          } catch (RejectedExecutionException e) {
            waiter.accept(answer);
          }
        });
  }

  private interface Noting {
    void on(Posting posting) throws SQLException;
  }

  private void note(UUID id, Noting noting) {
    try {
      store.write(
          connection -> {
            var posting = ledger.open(connection);
            noting.on(posting);
            posting.flush();
            return 0;
          });
    } catch (SQLException | RuntimeException e) {
      log.warn("a problem about notification id={} was not noted", id, e);
    }
  }

  private void run(UUID id, String account, Task task, Supplier<ProcessingResult> work) {
    long begun = System.nanoTime();
    task.begun = true;
    ProcessingResult handled = new ProcessingResult.Unsure();
    try {
      handled = work.get();
      if (handled instanceof ProcessingResult.Done) {
        committed.run();
      }
    } catch (RuntimeException e) {
      // A defect of ours. The lease ends, and it is tried again.
      log.error("handling notification id={} failed", id, e);
    } finally {
      meters.handled(account, handled, System.nanoTime() - begun);
      underWay.remove(id, task);
      task.done.complete(handled);
    }
  }

  private static void tell(Consumer<ProcessingResult> waiter, ProcessingResult handled) {
    try {
      waiter.accept(handled);
    } catch (RuntimeException e) {
      log.error("a waiter failed to take its answer", e);
    }
  }

  private void leaveOver(UUID id, Task task) {
    // As many as are taken back at once; of more the leases end by themselves (BOUNDED).
    if (leftOver.size() < 4 * MOST_WAITING) {
      leftOver.add(id);
    }
    underWay.remove(id, task);
    task.done.complete(new ProcessingResult.Unsure());
  }

  private void lease(UUID id) {
    try {
      extend(List.of(id), leaseEnd());
    } catch (SQLException | RuntimeException e) {
      log.debug("no lease of notification id={}: {}", id, e.toString());
    }
  }

  /**
   * Makes known what this process has on lease and what it gives back; to be done every second or
   * so.
   */
  void tell() throws SQLException {
    var ids = new ArrayList<UUID>();
    for (var id = leftOver.poll(); id != null; id = leftOver.poll()) {
      ids.add(id);
    }
    if (!ids.isEmpty()) {
      var rows = release.rows();
      ids.forEach(id -> rows.add().set("id", id).set("now", clock.instant()));
      store.write(rows::execute);
    }
    renew();
  }

  private void renew() throws SQLException {
    // Where there is one writer no other can begin.
    if (underWay.isEmpty() || store.dialect().writers() == 1) {
      return;
    }
    var soon = clock.instant().plus(LEASE.dividedBy(2));
    var end = leaseEnd();
    var ids = new ArrayList<UUID>();
    underWay.forEach(
        (id, task) -> {
          if (task.leaseEnd.isBefore(soon)) {
            task.leaseEnd = end;
            ids.add(id);
          }
        });
    if (!ids.isEmpty()) {
      extend(ids, end);
    }
  }

  private void extend(List<UUID> ids, Instant end) throws SQLException {
    var rows = lease.rows();
    ids.stream().sorted().forEach(id -> rows.add().set("id", id).set("next_try_at", end));
    store.write(rows::execute);
  }

  /** Lets what is under way end, for a moment, and gives back what has not begun. */
  @Override
  public void close() {
    questions.close();
    pool.close(CLOSE_SECONDS);
    underWay.forEach(
        (id, task) -> {
          if (!task.begun) {
            leaveOver(id, task);
          }
        });
    try {
      tell();
    } catch (SQLException | RuntimeException e) {
      log.debug("leases end by themselves: {}", e.toString());
    }
  }
}
