package io.github.paybell.engine.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one notification. Those of an account with the same kind, cause and member
 * share one problem.
 *
 * @param notification its row
 * @param kind one of {@link ProblemKind#SHARED}
 * @param cause for people; the same for every notification with this defect
 * @param member the member of the message that is to blame, by WeChat Pay's name for it; null: none
 * @param outTradeNo the order that it speaks of; null: that could not be read
 */
public record Defect(
    UUID notification,
    String account,
    ProblemKind kind,
    String cause,
    @Nullable String member,
    @Nullable String outTradeNo) {

  public Defect {
    if (!ProblemKind.SHARED.contains(kind)) {
      throw new IllegalArgumentException("notifications do not share a problem of kind " + kind);
    }
    cause = ProblemText.cause(cause);
    member = member == null ? null : ProblemText.member(member);
  }
}
