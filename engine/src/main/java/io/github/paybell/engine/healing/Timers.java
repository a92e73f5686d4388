package io.github.paybell.engine.healing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.paybell.engine.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs slow work on one replica at a time, by db-scheduler over table {@code paybell_timer}: one
 * row for each timer, never one for an order. Writes only when a timer begins or ends. Thread-safe.
 */
final class Timers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timers.class);

  private static final Duration POLL = Duration.ofSeconds(5);

  // A replica that died is known to be dead after four of these.
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final int MOST_THREADS = 4;

  private final Store store;
  private final List<Recurring> timers;
  private final Clock clock;
  private final Duration poll;
  private @Nullable Scheduler scheduler;
  private boolean resting;
  private boolean closed;

  Timers(Store store, List<Recurring> timers, Clock clock) {
    this(store, timers, clock, POLL);
  }

  Timers(Store store, List<Recurring> timers, Clock clock, Duration poll) {
    this.store = store;
    this.timers = List.copyOf(timers);
    this.clock = clock;
    this.poll = poll;
  }

  /**
   * Starts, or goes on after a rest; does nothing while it runs.
   *
   * @throws RuntimeException if the store is away; try again
   */
  synchronized void run() {
    if (closed || timers.isEmpty()) {
      return;
    }
    if (scheduler == null) {
      scheduler = started();
    } else if (resting) {
      scheduler.resume();
    }
    resting = false;
  }

  /** Leaves the store alone until {@link #run}. */
  synchronized void rest() {
    if (scheduler != null && !resting) {
      scheduler.pause();
      resting = true;
    }
  }

  // The library says that a start failed in its log and to its listeners, and goes on without what
  // it could not write.
  private Scheduler started() {
    if (!store.answers()) {
      throw new IllegalStateException("the store is away, timers do not start");
    }
    var failed = new AtomicBoolean();
    var tasks = timers.stream().map(Timers::task).toList();
    var made =
        Scheduler.create(store.dataSource())
            .startTasks(tasks)
            .tableName("paybell_timer")
            .threads(Math.min(tasks.size(), MOST_THREADS))
            .pollingInterval(poll)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(CLOSE)
            .jdbcCustomization(customization())
            // Of the pools of PostgreSQL and MariaDB; SQLite's commits by itself.
            .commitWhenAutocommitDisabled(true)
            .failureLogging(LogLevel.DEBUG, false)
            .clock(clock::instant)
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onSchedulerEvent(SchedulerEventType event) {
                    failed.compareAndSet(false, event == SchedulerEventType.UNEXPECTED_ERROR);
                  }
                })
            .build();
    made.start();
    if (failed.get()) {
      made.stop();
      throw new IllegalStateException("the store went away while the timers started");
    }
    return made;
  }

  private JdbcCustomization customization() {
    return switch (store.dialect()) {
      case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, true);
      case MARIADB -> new MariaDBJdbcCustomization(true);
      case MYSQL -> new MySQL8JdbcCustomization(true);
      case SQLITE -> new SqliteCustomization();
      case H2 -> new DefaultJdbcCustomization(true);
    };
  }

  private static RecurringTask<Void> task(Recurring timer) {
    return Tasks.recurring(timer.name(), FixedDelay.of(timer.every()))
        .execute((instance, context) -> run(timer));
  }

  private static void run(Recurring timer) {
    try {
      timer.work().run();
    } catch (RuntimeException e) {
      log.warn("{} failed, it runs again in {}: {}", timer.name(), timer.every(), e.toString());
    }
  }

  /** Lets work that is under way end, for a moment; on another replica it begins anew. */
  @Override
  public void close() {
    Scheduler running;
    synchronized (this) {
      closed = true;
      running = scheduler;
      scheduler = null;
    }
    if (running != null) {
      running.stop();
    }
  }
}
