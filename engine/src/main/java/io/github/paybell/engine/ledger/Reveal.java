package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of asking who paid an order. */
public sealed interface Reveal {
  record Revealed(Payer payer) implements Reveal {}

  /** No messenger told of a payer, or it is no longer kept. */
  record NotKept() implements Reveal {}

  record UnknownOrder() implements Reveal {}

  default <R> R match(
      Function<Revealed, R> revealed, Supplier<R> notKept, Supplier<R> unknownOrder) {
    return this instanceof Revealed r
        ? revealed.apply(r)
        : this instanceof NotKept ? notKept.get() : unknownOrder.get();
  }
}
