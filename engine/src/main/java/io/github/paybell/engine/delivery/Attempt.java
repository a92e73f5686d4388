package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import org.jspecify.annotations.Nullable;

/** One event on its way to one subscriber. Thread-safe. */
public interface Attempt {
  Event event();

  /** 1 for the first. */
  int number();

  /**
   * Says where it went and what was answered, for people who look into it; before {@link #end}.
   *
   * @param address the resolved address; null: not known
   * @param answer the beginning of the answer, of any content; null: there was none
   */
  default void heard(@Nullable String address, byte @Nullable [] answer) {}

  /** Says what became of it; only the first call counts. Does not block. */
  void end(DeliveryResult told);
}
