package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Judgement;
import java.util.Locale;

/**
 * What became of a stored notification. Final ones make a copy a duplicate; the others are judged
 * again by the copy, because what was in the way (a wrong key, a reader that did not understand, a
 * listener that failed) may have been repaired.
 */
public enum Verdict {
  APPLIED,
  ALREADY_APPLIED,
  PARKED,
  DISPUTED,
  /** Stored, and not applied yet: the shop's own writes belong to that. */
  PENDING,
  /** Verified, and not about a payment or refund that says something of an order. */
  RECORDED,
  UNDECRYPTABLE,
  NOT_UNDERSTOOD;

  /** Whether a copy changes nothing. */
  boolean isFinal() {
    return this != PENDING && this != UNDECRYPTABLE && this != NOT_UNDERSTOOD;
  }

  /** In the database, the API and logs. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict ofWire(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  static Verdict of(Judgement judgement) {
    return judgement.match(
        applied -> APPLIED, already -> ALREADY_APPLIED, parked -> PARKED, disputed -> DISPUTED);
  }

  /** Of several sub-orders the one that needs attention most speaks for the notification. */
  Verdict and(Verdict other) {
    return severity() >= other.severity() ? this : other;
  }

  private int severity() {
    return switch (this) {
      case RECORDED -> 0;
      case ALREADY_APPLIED -> 1;
      case APPLIED -> 2;
      case PARKED -> 3;
      case DISPUTED -> 4;
      case NOT_UNDERSTOOD -> 5;
      case UNDECRYPTABLE -> 6;
      case PENDING -> 7;
    };
  }
}
