package io.github.paybell.engine.calls;

import io.github.paybell.engine.ledger.OrderView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of placing an order. */
public sealed interface PlaceOutcome {
  /**
   * The payer can pay.
   *
   * @param order as it stands after the call: it may have been paid meanwhile
   * @param registered whether this call registered it; false: it was known
   */
  record Ready(OrderView order, Placed placed, boolean registered) implements PlaceOutcome {}

  /** It was registered or placed before with other data; nothing changed. */
  record Differs(OrderView existing, String field) implements PlaceOutcome {}

  /**
   * The order is paid or closed: it cannot be paid any more, and is not placed again.
   *
   * @param code in WeChat Pay's words: {@code ORDERPAID} or {@code ORDERCLOSED}, in its spelling
   * @param message for people: WeChat Pay's own, or ours where it was not asked
   */
  record Over(OrderView order, String code, String message) implements PlaceOutcome {}

  /**
   * WeChat Pay said no. The order stays known.
   *
   * @param code as WeChat Pay spelled it
   * @param notPlaced WeChat Pay does not have it and never had: the number may be placed with other
   *     data
   */
  record Refused(String code, String message, boolean notPlaced) implements PlaceOutcome {}

  /**
   * Whether it is placed is unknown. The order stays registered; place it again, the same.
   *
   * @param said the words of the answer; null: there were none
   */
  record Unknown(Answer.Doubt doubt, String detail, Answer.@Nullable Said said)
      implements PlaceOutcome {}

  /** The account or the server lacks something; the reason names the setting. */
  record Unable(String reason) implements PlaceOutcome {}

  /** The request cannot be; nothing was registered. */
  record Invalid(String reason) implements PlaceOutcome {}

  default <R> R match(
      Function<Ready, R> ready,
      Function<Differs, R> differs,
      Function<Over, R> over,
      Function<Refused, R> refused,
      Function<Unknown, R> unknown,
      Function<Unable, R> unable,
      Function<Invalid, R> invalid) {
    if (this instanceof Ready r) {
      return ready.apply(r);
    }
    if (this instanceof Differs d) {
      return differs.apply(d);
    }
    if (this instanceof Over o) {
      return over.apply(o);
    }
    if (this instanceof Refused r) {
      return refused.apply(r);
    }
    if (this instanceof Unknown u) {
      return unknown.apply(u);
    }
    return this instanceof Unable u ? unable.apply(u) : invalid.apply((Invalid) this);
  }
}
