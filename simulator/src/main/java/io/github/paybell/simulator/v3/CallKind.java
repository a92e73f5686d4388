package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Frequency;
import org.jspecify.annotations.Nullable;

/** Kinds of calls: the same refusal has different words in each, and each has its own rate. */
enum CallKind {
  ORDER(Frequency.Kind.ORDER),
  QUERY(Frequency.Kind.QUERY),
  CLOSE(null),
  REFUND(Frequency.Kind.REFUND),
  REFUND_QUERY(Frequency.Kind.REFUND_QUERY),
  BILL(null),
  CERTIFICATES(Frequency.Kind.CERTIFICATES);

  private final Frequency.@Nullable Kind counted;

  CallKind(Frequency.@Nullable Kind counted) {
    this.counted = counted;
  }

  /** As what a call counts, or null if no rate is documented. */
  Frequency.@Nullable Kind counted() {
    return counted;
  }
}
