package io.github.paybell.engine.ledger;

import java.util.function.Function;

/** What came of asking for a refund. */
public sealed interface RefundRequest {
  /** Noted, and by now committed: it may be sent. */
  record Created(RefundView refund) implements RefundRequest {}

  /** Noted before with the same data. */
  record Same(RefundView refund) implements RefundRequest {}

  /** The number is taken by a refund of other data; nothing changed. */
  record Differs(RefundView refund, String field) implements RefundRequest {}

  /** It cannot be: the order is not paid, or more would go back than came. */
  record Impossible(String reason) implements RefundRequest {}

  /** No such order. */
  record UnknownOrder() implements RefundRequest {}

  default <R> R match(
      Function<Created, R> created,
      Function<Same, R> same,
      Function<Differs, R> differs,
      Function<Impossible, R> impossible,
      Function<UnknownOrder, R> unknownOrder) {
    return this instanceof Created c
        ? created.apply(c)
        : this instanceof Same s
            ? same.apply(s)
            : this instanceof Differs d
                ? differs.apply(d)
                : this instanceof Impossible i
                    ? impossible.apply(i)
                    : unknownOrder.apply((UnknownOrder) this);
  }
}
