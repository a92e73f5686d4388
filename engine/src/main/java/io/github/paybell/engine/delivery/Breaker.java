package io.github.paybell.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a subscriber alone that does not answer, so that its events lose no attempts to a bad day.
 * It opens when different events fail in a row: one event that always fails says nothing about the
 * subscriber. Then single attempts are made, ever more seldom, until one succeeds. Thread-safe.
 */
final class Breaker {
  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  /** Failures in a row for which it opens, at least. */
  static final int FEWEST = 10;

  private static final int MOST = 100;

  // Where there is little to tell: so many failures are enough after so long.
  private static final int FEW = 3;
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final String subscriber;
  private final int enough;
  private State state = State.CLOSED;
  private final Set<UUID> failed = new HashSet<>();
  private Instant failingSince = Instant.EPOCH;
  private Instant openUntil = Instant.EPOCH;
  private Duration pause = FIRST_PAUSE;
  private @Nullable UUID probe;
  private String reason = "";

  /**
   * @param concurrency how many attempts fail together when a subscriber goes away
   */
  Breaker(String subscriber, int concurrency) {
    this.subscriber = subscriber;
    // One bad moment hits a whole room of attempts; and where every other one fails, so many in a
    // row are no chance.
    enough = Math.max(FEWEST, Math.min(MOST, concurrency));
  }

  /** How many attempts may begin now. */
  synchronized int allows(Instant now) {
    if (state == State.OPEN && !now.isBefore(openUntil)) {
      state = State.HALF_OPEN;
      probe = null;
      log.info("delivery to {}: the circuit is half-open, one attempt is made", subscriber);
    }
    return switch (state) {
      case CLOSED -> Integer.MAX_VALUE;
      case OPEN -> 0;
      case HALF_OPEN -> probe == null ? 1 : 0;
    };
  }

  /** A person says that it is worth an attempt: the pause is over. */
  synchronized void relent() {
    openUntil = Instant.EPOCH;
    pause = FIRST_PAUSE;
  }

  /** An attempt begins. */
  synchronized void begins(UUID event) {
    if (state == State.HALF_OPEN) {
      probe = event;
    }
  }

  /** The subscriber answered, whatever it said. */
  synchronized void answered() {
    failed.clear();
    if (state != State.CLOSED) {
      state = State.CLOSED;
      pause = FIRST_PAUSE;
      log.info("delivery to {}: the circuit is closed, all goes on", subscriber);
    }
  }

  /** An attempt failed. */
  synchronized void failed(UUID event, String why, Instant now) {
    reason = why;
    if (state == State.HALF_OPEN && event.equals(probe)) {
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      open(now, "one attempt failed again");
    } else if (state == State.CLOSED) {
      if (failed.isEmpty()) {
        failingSince = now;
      }
      failed.add(event);
      boolean longEnough = Duration.between(failingSince, now).compareTo(LONG) >= 0;
      if (failed.size() >= enough || (failed.size() >= FEW && longEnough)) {
        open(now, failed.size() + " events failed in a row");
      }
    }
  }

  private void open(Instant now, String because) {
    state = State.OPEN;
    openUntil = now.plus(pause);
    failed.clear();
    log.info(
        "delivery to {}: the circuit is open for {} s, {}: {}",
        subscriber,
        pause.toSeconds(),
        because,
        reason);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Why the last attempt failed, while it is not closed; null: it is closed. */
  synchronized @Nullable String reason() {
    return state == State.CLOSED ? null : reason;
  }
}
