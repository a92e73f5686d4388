package io.github.paybell.engine.calls;

import io.github.paybell.engine.ledger.Judgement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of asking WeChat Pay about an order or a refund. */
public sealed interface QueryOutcome {
  /** It said something final, or something new; the judge has seen it and its word is committed. */
  record Learnt(Judgement judgement) implements QueryOutcome {}

  /** Still on its way: unpaid, or being refunded. Nothing was recorded. */
  record Open() implements QueryOutcome {}

  /** WeChat Pay knows of no such order or refund. */
  record NotThere() implements QueryOutcome {}

  /**
   * WeChat Pay refuses to say; asking again does not mend it.
   *
   * @param code as WeChat Pay spelled it
   */
  record Refused(String code, String message) implements QueryOutcome {}

  /**
   * No answer that could be believed; ask again.
   *
   * @param said the words of that answer; null: there were none
   */
  record Unknown(Answer.Doubt doubt, String detail, Answer.@Nullable Said said)
      implements QueryOutcome {
    static Unknown of(Answer.Unknown<?> answer) {
      return new Unknown(answer.doubt(), answer.detail(), answer.said());
    }
  }

  /** It was not asked: the account cannot. */
  record Unable(String reason) implements QueryOutcome {}

  /** For metrics and logs. */
  default String wireName() {
    return match(
        l -> "learnt",
        o -> "open",
        n -> "not_there",
        r -> "refused",
        u -> "unknown",
        u -> "unable");
  }

  default <R> R match(
      Function<Learnt, R> learnt,
      Function<Open, R> open,
      Function<NotThere, R> notThere,
      Function<Refused, R> refused,
      Function<Unknown, R> unknown,
      Function<Unable, R> unable) {
    return this instanceof Learnt l
        ? learnt.apply(l)
        : this instanceof Open o
            ? open.apply(o)
            : this instanceof NotThere n
                ? notThere.apply(n)
                : this instanceof Refused r
                    ? refused.apply(r)
                    : this instanceof Unknown u ? unknown.apply(u) : unable.apply((Unable) this);
  }
}
