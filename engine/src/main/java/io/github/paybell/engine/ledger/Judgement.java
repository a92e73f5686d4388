package io.github.paybell.engine.ledger;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the judge says of one piece of evidence. */
public sealed interface Judgement {
  /**
   * It changed something.
   *
   * @param steps what happened, in order; each becomes one event
   * @param problem what a person must look at all the same (late, duplicate, abnormal refund);
   *     null: nothing
   * @param giveBack the whole payment is to go back: the policy for such money says so
   */
  record Applied(List<Step> steps, @Nullable ProblemKind problem, boolean giveBack)
      implements Judgement {
    public Applied {
      steps = List.copyOf(steps);
    }
  }

  /** It was known already, or says less than what is known. */
  record AlreadyApplied() implements Judgement {}

  /**
   * It cannot be judged yet; it waits in the order.
   *
   * @param refutedBy why what it says of a payment is not so, as far as is known, for people; null:
   *     nothing speaks against it
   */
  record Parked(ProblemKind reason, @Nullable String refutedBy) implements Judgement {
    static final String REFUTED = "payment_refuted";

    Parked(ProblemKind reason) {
      this(reason, null);
    }

    /** In the database. */
    String wireReason() {
      return refutedBy == null ? reason.wireName() : REFUTED;
    }
  }

  /** It contradicts what is expected or known; a person decides. */
  record Disputed(ProblemKind reason) implements Judgement {}

  /**
   * One step of an order or a refund.
   *
   * @param tradeState the order's state afterwards
   * @param refund the refund's new facts; null where the step is the order's own
   */
  record Step(EventType event, TradeState tradeState, Evidence.@Nullable RefundFacts refund) {}

  /** In the database and in logs. */
  default String wireName() {
    return match(a -> "applied", a -> "already_applied", p -> "parked", d -> "disputed");
  }

  default <R> R match(
      Function<Applied, R> applied,
      Function<AlreadyApplied, R> alreadyApplied,
      Function<Parked, R> parked,
      Function<Disputed, R> disputed) {
    return this instanceof Applied a
        ? applied.apply(a)
        : this instanceof AlreadyApplied already
            ? alreadyApplied.apply(already)
            : this instanceof Parked p ? parked.apply(p) : disputed.apply((Disputed) this);
  }
}
