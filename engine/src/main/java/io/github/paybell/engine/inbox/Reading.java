package io.github.paybell.engine.inbox;

import java.util.function.Function;

/**
 * What reading a delivery gave: a notification to record, or a refusal that costs the store nothing
 * (FORGERY_INERT).
 */
sealed interface Reading {
  /**
   * Proved.
   *
   * @param keyId by which key: the serial or public key id of v3; of v2 {@code v2}, or {@code
   *     v2-previous-1} and so on
   */
  record Genuine(Arrival arrival, String keyId) implements Reading {}

  /** Not proved; nothing in it may be believed. */
  record Refused(Refusal refusal, String detail) implements Reading {}

  /** Why, as rows, metrics and logs say it. */
  enum Refusal {
    MALFORMED,
    SIGNATURE_MISSING,
    SIGNATURE_WRONG,
    STALE,
    PROBE,
    SERIAL_UNKNOWN,
    NO_KEY,
    /** A v2 message above {@link Inbox#MAX_V2_BYTES}. */
    TOO_LARGE
  }

  default <R> R match(Function<Genuine, R> genuine, Function<Refused, R> refused) {
    return this instanceof Genuine g ? genuine.apply(g) : refused.apply((Refused) this);
  }
}
