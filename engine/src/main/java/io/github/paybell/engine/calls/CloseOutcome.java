package io.github.paybell.engine.calls;

import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.TradeState;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of closing an order. */
public sealed interface CloseOutcome {
  /** It is over and unpaid: it cannot be paid any more. */
  record Closed(OrderView order) implements CloseOutcome {}

  /** It is paid, or was and is refunded. */
  record Paid(OrderView order) implements CloseOutcome {}

  /** WeChat Pay did not close it and says that it is unpaid; close it again. */
  record Open() implements CloseOutcome {}

  /** WeChat Pay says what contradicts what is expected; the order has a problem that says it. */
  record Disputed() implements CloseOutcome {}

  /**
   * WeChat Pay said no. The order stays open.
   *
   * @param code as WeChat Pay spelled it
   */
  record Refused(String code, String message) implements CloseOutcome {}

  /**
   * Whether it is closed is unknown. The order stays open; close it again.
   *
   * @param said the words of the answer; null: there were none
   */
  record Unknown(Answer.Doubt doubt, String detail, Answer.@Nullable Said said)
      implements CloseOutcome {}

  /** The account lacks something; the reason names the setting. */
  record Unable(String reason) implements CloseOutcome {}

  /** The outcome where no call is needed; empty: the order may still be paid. */
  static Optional<CloseOutcome> ifOver(OrderView order) {
    var state = TradeState.valueOf(order.tradeState());
    return state.paid()
        ? Optional.of(new Paid(order))
        : state.ended() ? Optional.of(new Closed(order)) : Optional.empty();
  }

  default <R> R match(
      Function<Closed, R> closed,
      Function<Paid, R> paid,
      Function<Open, R> open,
      Function<Disputed, R> disputed,
      Function<Refused, R> refused,
      Function<Unknown, R> unknown,
      Function<Unable, R> unable) {
    if (this instanceof Closed c) {
      return closed.apply(c);
    }
    if (this instanceof Paid p) {
      return paid.apply(p);
    }
    if (this instanceof Open o) {
      return open.apply(o);
    }
    if (this instanceof Disputed d) {
      return disputed.apply(d);
    }
    if (this instanceof Refused r) {
      return refused.apply(r);
    }
    return this instanceof Unknown u ? unknown.apply(u) : unable.apply((Unable) this);
  }
}
