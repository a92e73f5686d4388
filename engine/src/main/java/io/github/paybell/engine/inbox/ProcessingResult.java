package io.github.paybell.engine.inbox;

import java.util.function.Function;

/** What came of handling a stored notification. */
sealed interface ProcessingResult {
  /** It is applied, as far as there is anything to apply; the shop's writes with it. */
  record Done(Verdict verdict) implements ProcessingResult {}

  /** The shop's listener failed: nothing of that payment is written, and it is tried again. */
  record Failed(Exception why) implements ProcessingResult {}

  /** Unknown: the store is away, too much waits, or we are stopping. It is tried again. */
  record Unsure() implements ProcessingResult {}

  default <R> R match(
      Function<Done, R> done, Function<Failed, R> failed, Function<Unsure, R> unsure) {
    return this instanceof Done d
        ? done.apply(d)
        : this instanceof Failed f ? failed.apply(f) : unsure.apply((Unsure) this);
  }

  /** For metrics. */
  default String outcome() {
    return match(d -> d.verdict().wireName(), f -> "listener_failed", u -> "failed");
  }
}
