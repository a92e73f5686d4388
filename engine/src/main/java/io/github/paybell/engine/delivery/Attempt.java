package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;

/** One event on its way to one subscriber. Thread-safe. */
public interface Attempt {
  Event event();

  /** 1 for the first. */
  int number();

  /** Says what became of it; only the first call counts. Does not block. */
  void end(Told told);
}
