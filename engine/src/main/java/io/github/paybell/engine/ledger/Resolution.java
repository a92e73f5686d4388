package io.github.paybell.engine.ledger;

import java.util.function.Function;

/** What came of a person's decision about a problem. */
public sealed interface Resolution {
  /** Done now, or had been done the same way before. */
  record Resolved(ProblemView problem) implements Resolution {}

  /** No such problem. */
  record Unknown() implements Resolution {}

  /** It cannot be resolved this way; the reason is for people. */
  record Refused(ProblemView problem, String reason) implements Resolution {}

  default <R> R match(
      Function<Resolved, R> resolved, Function<Unknown, R> unknown, Function<Refused, R> refused) {
    return this instanceof Resolved r
        ? resolved.apply(r)
        : this instanceof Unknown u ? unknown.apply(u) : refused.apply((Refused) this);
  }
}
