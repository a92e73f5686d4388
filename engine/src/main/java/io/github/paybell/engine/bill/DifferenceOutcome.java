package io.github.paybell.engine.bill;

import java.util.Locale;

/** What became of a difference. */
public enum DifferenceOutcome {
  /** It was missing here and is not any more. */
  HEALED,
  /** The judge opened a problem about the order, or had done so before. */
  PROBLEM,
  /** No evidence can mend it: it counts into the account's problem about that day. */
  REPORTED;

  /** In the database and in reports. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
