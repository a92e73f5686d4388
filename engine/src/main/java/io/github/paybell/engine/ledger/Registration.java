package io.github.paybell.engine.ledger;

import java.util.function.Function;

/** What came of registering an order. */
public sealed interface Registration {
  /** New; parked evidence, if any, was applied in the same transaction and shows in the order. */
  record Created(OrderView order) implements Registration {}

  /** The same data had been registered before. */
  record Same(OrderView order) implements Registration {}

  /** Registered before with other data; nothing changed. */
  record Differs(OrderView existing, String field) implements Registration {}

  default <R> R match(
      Function<Created, R> created, Function<Same, R> same, Function<Differs, R> differs) {
    return this instanceof Created c
        ? created.apply(c)
        : this instanceof Same s ? same.apply(s) : differs.apply((Differs) this);
  }
}
