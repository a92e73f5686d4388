package io.github.paybell.engine.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt came to, as its row is to say.
 *
 * @param account whose event it is
 * @param claim under which it was made
 * @param attempts how many have ended, with this one
 * @param dueAt of the next; null: it is settled
 * @param at when it ended
 * @param tookMs milliseconds that it took
 */
record DeliveryOutcome(
    DeliveryKey key,
    String account,
    UUID claim,
    Kind kind,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Integer status,
    @Nullable String error,
    Instant at,
    int tookMs,
    ReceiverAnswer heard) {
  private static final int LONGEST_ERROR = 256;

  DeliveryOutcome {
    error =
        error == null || error.length() <= LONGEST_ERROR
            ? error
            : error.substring(0, LONGEST_ERROR);
  }

  enum Kind {
    DELIVERED("delivered"),
    FAILED("pending"),
    REFUSED("dead"),
    DEAD("dead");

    private final String state;

    Kind(String state) {
      this.state = state;
    }

    /** In the row. */
    String state() {
      return state;
    }

    /** In metrics. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DeliveryOutcome of(
      InFlight attempt, String subscriber, DeliveryResult result, Backoff backoff, Instant at) {
    var claimed = attempt.claimed();
    var key = new DeliveryKey(claimed.event().id(), subscriber);
    int attempts = claimed.attempts() + 1;
    return result.match(
        delivered -> make(key, attempt, Kind.DELIVERED, null, delivered.status(), null, at),
        failed -> {
          var next = backoff.next(attempts, failed.retryAfter(), at);
          var kind = next == null ? Kind.DEAD : Kind.FAILED;
          return make(key, attempt, kind, next, failed.status(), failed.reason(), at);
        },
        refused -> make(key, attempt, Kind.REFUSED, null, refused.status(), refused.reason(), at));
  }

  private static DeliveryOutcome make(
      DeliveryKey key,
      InFlight attempt,
      Kind kind,
      @Nullable Instant dueAt,
      @Nullable Integer status,
      @Nullable String error,
      Instant at) {
    var claimed = attempt.claimed();
    return new DeliveryOutcome(
        key,
        claimed.event().account(),
        claimed.claim(),
        kind,
        claimed.attempts() + 1,
        dueAt,
        status,
        error,
        at,
        (int) Math.min(Integer.MAX_VALUE, attempt.nanos() / 1_000_000),
        attempt.heard());
  }
}
