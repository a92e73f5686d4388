package io.github.paybell.engine.ledger;

import java.util.Locale;

/** What becomes of money that came too late, or a second time for the same reference. */
public enum MoneyPolicy {
  /** The shop takes it: {@code payment.succeeded} is told, unless the reference was fulfilled. */
  ACCEPT,
  /** It goes back by itself, once. */
  REFUND,
  /** A person decides: a problem is opened. */
  HOLD;

  /** In settings and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if it is none of accept, refund, hold
   */
  public static MoneyPolicy ofWire(String name) {
    for (var policy : values()) {
      if (policy.wireName().equals(name)) {
        return policy;
      }
    }
    throw new IllegalArgumentException("must be accept, refund or hold, was " + name);
  }
}
