package io.github.paybell.engine.calls;

import io.github.paybell.engine.ledger.RefundView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of asking for a refund. */
public sealed interface RefundOutcome {
  /**
   * It is on its way, or through.
   *
   * @param refund as it stands after the call
   * @param created whether this call noted it; false: it was known
   */
  record OnItsWay(RefundView refund, boolean created) implements RefundOutcome {}

  /** The number is taken by a refund of other data; nothing changed. */
  record Differs(RefundView refund, String field) implements RefundOutcome {}

  /** It cannot be: the order is not paid, or more would go back than came. */
  record Impossible(String reason) implements RefundOutcome {}

  /** No such order. */
  record UnknownOrder() implements RefundOutcome {}

  /** The request cannot be; nothing was noted. */
  record Invalid(String reason) implements RefundOutcome {}

  /**
   * WeChat Pay said no, which is noted with a problem.
   *
   * @param code as WeChat Pay spelled it
   */
  record Refused(String code, String message) implements RefundOutcome {}

  /**
   * Whether WeChat Pay has it is unknown. It is noted and goes on by itself under the same number.
   *
   * @param said the words of the answer; null: there were none
   */
  record Unknown(Answer.Doubt doubt, String detail, Answer.@Nullable Said said)
      implements RefundOutcome {}

  /**
   * The account lacks something; the reason names the setting. The refund is noted and goes on when
   * that is mended.
   */
  record Unable(String reason) implements RefundOutcome {}

  default <R> R match(
      Function<OnItsWay, R> onItsWay,
      Function<Differs, R> differs,
      Function<Impossible, R> impossible,
      Function<UnknownOrder, R> unknownOrder,
      Function<Invalid, R> invalid,
      Function<Refused, R> refused,
      Function<Unknown, R> unknown,
      Function<Unable, R> unable) {
    if (this instanceof OnItsWay o) {
      return onItsWay.apply(o);
    }
    if (this instanceof Differs d) {
      return differs.apply(d);
    }
    if (this instanceof Impossible i) {
      return impossible.apply(i);
    }
    if (this instanceof UnknownOrder u) {
      return unknownOrder.apply(u);
    }
    if (this instanceof Invalid i) {
      return invalid.apply(i);
    }
    if (this instanceof Refused r) {
      return refused.apply(r);
    }
    return this instanceof Unknown u ? unknown.apply(u) : unable.apply((Unable) this);
  }
}
