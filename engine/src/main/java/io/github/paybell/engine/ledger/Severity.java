package io.github.paybell.engine.ledger;

import java.util.Locale;

/** How much a problem matters, and so how soon a person must hear of it. */
public enum Severity {
  /** Money may be lost or not noticed while it lasts: at once. */
  CRITICAL,
  /** A person must act: soon. */
  HIGH,
  /** It mostly ends by itself within minutes. */
  NORMAL,
  /** Once a day is enough. */
  LOW;

  /** In the database, the API and events. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
