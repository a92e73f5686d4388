package io.github.paybell.engine.delivery;

import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one subscriber: claims what is due for it as far as there is room, tells it, and has
 * the outcomes written down. Each has a thread of its own, so that none waits for another.
 * Thread-safe.
 */
final class Lane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** How long it waits for a ring: another replica's events, and those whose time has come. */
  static final long TICK_MILLIS = 200;

  // Under load there is always something due; so long it is left to gather, because a claim of one
  // costs as much as a claim of many. Doubles while the rings are for nothing.
  private static final long SHORTEST_GAP_MILLIS = 10;
  private static final long LONGEST_GAP_MILLIS = 80;

  private static final long AWAY_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final Duration LONGEST_ATTEMPT = Claims.LEASE.plusSeconds(5);

  private final Subscriber subscriber;
  private final LaneParts parts;
  private final Breaker breaker;
  private final Rate rate;
  private final WakeSignal bell = new WakeSignal();
  private final Thread thread;
  private final OutcomeRetry outcomes;
  private int underWay;
  // The last claim was as large as it could be: there is more.
  private boolean hungry;
  // Room for many was waited for; now what there is must do, for slow ones may hold the rest.
  private boolean crowded;

  Lane(Subscriber subscriber, LaneParts parts, Clock clock) {
    this.subscriber = subscriber;
    this.parts = parts;
    breaker = new Breaker(subscriber.name(), subscriber.concurrency());
    rate = new Rate(subscriber.perSecond());
    outcomes = new OutcomeRetry(subscriber, parts, this::free, this::changed);
    thread = new Thread(() -> run(clock), "paybell-delivery-" + subscriber.name());
    thread.setDaemon(true);
  }

  String name() {
    return subscriber.name();
  }

  void start() {
    thread.start();
  }

  void ring() {
    bell.ring();
  }

  /** A person had events redelivered: tries at once, also behind an open circuit. */
  void relent() {
    breaker.relent();
    bell.ring();
  }

  private void run(InstantSource clock) {
    long gap = SHORTEST_GAP_MILLIS;
    while (!bell.closed()) {
      try {
        switch (look(clock)) {
          case MORE -> {}
          case ALL -> {
            gap = SHORTEST_GAP_MILLIS;
            bell.rest(gap);
            bell.await(TICK_MILLIS);
          }
          case NOTHING -> {
            gap = Math.min(LONGEST_GAP_MILLIS, 2 * gap);
            bell.rest(gap);
            bell.await(TICK_MILLIS);
          }
          case CROWDED -> bell.await(SHORTEST_GAP_MILLIS);
          case LIMITED -> bell.rest(Math.min(TICK_MILLIS, rate.waitMillis()));
          case HELD_BACK -> bell.await(TICK_MILLIS);
        }
        parts.watch().answered();
      } catch (SQLException | RuntimeException e) {
        parts.watch().failed(e);
        bell.rest(AWAY_MILLIS);
      }
    }
  }

  /** What a look came to. */
  enum Look {
    /** As much as was asked for: there is more. */
    MORE,
    /** All that was due. */
    ALL,
    NOTHING,
    /** There is more, and soon room for many at once. */
    CROWDED,
    /** The rate says wait. */
    LIMITED,
    /** No room, or an open circuit: the end of an attempt rings. */
    HELD_BACK
  }

  /**
   * Claims what may be told now, and begins to tell it.
   *
   * @throws SQLException if the store cannot be asked
   */
  Look look(InstantSource clock) throws SQLException {
    var now = micros(clock);
    if (outcomes.again(now)) {
      return Look.HELD_BACK;
    }
    int allowed = breaker.allows(now);
    var why = breaker.reason();
    if (why != null) {
      var past = now.minus(parts.patience());
      parts.deadLetters().bury(name(), past, "the circuit was open; last: " + why, now);
    }
    int rated = rate.free(now);
    if (allowed == 0 || rated == 0) {
      return rated == 0 ? Look.LIMITED : Look.HELD_BACK;
    }
    int free;
    synchronized (this) {
      free = Math.min(Claims.BATCH, subscriber.concurrency() - underWay);
      if (free > 0 && hungry && free < half() && !crowded) {
        crowded = true;
        return Look.CROWDED;
      }
      crowded = false;
    }
    if (free == 0) {
      return Look.HELD_BACK;
    }
    int limit = Math.min(Math.min(allowed, rated), free);
    int claimed = claim(limit, clock, now);
    rate.took(claimed);
    synchronized (this) {
      hungry = claimed == limit;
    }
    return claimed == limit ? Look.MORE : claimed == 0 ? Look.NOTHING : Look.ALL;
  }

  /**
   * Claims and begins to tell what is due, as far as there is room, whatever rate and circuit say.
   *
   * @return how many attempts began
   */
  int tellDue(InstantSource clock) throws SQLException {
    var now = micros(clock);
    if (outcomes.again(now)) {
      throw new StoreUnavailableException(new SQLException("outcomes are not written yet"));
    }
    return claim(Math.min(Claims.BATCH, subscriber.concurrency()), clock, now);
  }

  private int half() {
    return Math.max(1, Math.min(Claims.BATCH, subscriber.concurrency() / 2));
  }

  private int claim(int limit, InstantSource clock, Instant now) throws SQLException {
    var claimed = parts.claims().claim(name(), limit, now);
    if (claimed.isEmpty()) {
      return 0;
    }
    if (bell.closed()) {
      parts.claims().release(name(), claimed);
      return 0;
    }
    synchronized (this) {
      underWay += claimed.size();
    }
    var attempts = new ArrayList<Attempt>(claimed.size());
    for (var each : claimed) {
      breaker.begins(each.event().id());
      attempts.add(new InFlight(each, clock, this::ended));
    }
    tell(List.copyOf(attempts));
    return claimed.size();
  }

  private void tell(List<Attempt> attempts) {
    try {
      subscriber.channel().tell(attempts);
    } catch (RuntimeException e) {
      log.error("the channel of subscriber {} broke", name(), e);
      var broke = new DeliveryResult.Failed(null, "the channel failed; the log says why", null);
      attempts.forEach(attempt -> attempt.end(broke));
    }
  }

  /** On any thread; does not block. */
  private void ended(InFlight attempt, DeliveryResult result) {
    var event = attempt.event().id();
    var outcome =
        DeliveryOutcome.of(attempt, name(), result, parts.backoff(), micros(attempt::now));
    if (result instanceof DeliveryResult.Failed failed) {
      breaker.failed(event, failed.reason(), outcome.at());
    } else {
      breaker.answered();
    }
    outcomes.hand(attempt, outcome);
  }

  private synchronized void changed() {
    notifyAll();
  }

  private synchronized void free() {
    underWay--;
    notifyAll();
    if (hungry && subscriber.concurrency() - underWay >= half()) {
      bell.ring();
    }
  }

  /**
   * Waits until nothing is under way.
   *
   * @throws StoreUnavailableException if outcomes cannot be written
   * @throws IllegalStateException if the channel does not end an attempt in time
   */
  synchronized void awaitQuiet() {
    long end = System.nanoTime() + LONGEST_ATTEMPT.toNanos();
    while (underWay > 0) {
      if (!outcomes.isEmpty()) {
        throw new StoreUnavailableException(new SQLException("outcomes are not written yet"));
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(
            "subscriber " + name() + ": " + underWay + " attempts were not ended in time");
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Claims nothing any more. */
  void stop() {
    bell.close();
  }

  /** Ends what is under way; after {@link #stop}. */
  @Override
  public void close() {
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      subscriber.channel().close();
    } catch (RuntimeException e) {
      log.warn("the channel of subscriber {} did not close: {}", name(), e.toString());
    }
  }

  // As fine as the databases keep it, so that what is written is what was compared.
  private static Instant micros(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
