package io.github.paybell.engine.healing;

import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.DueRefunds;
import io.github.paybell.engine.ledger.Judgement;
import io.github.paybell.engine.ledger.RefundStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a refund on its way is due next. Pure. */
final class RefundGaps {
  /** A wallet has its money in seconds to 20 minutes, a card in days. */
  private static final Duration[] GAPS = {
    Duration.ofSeconds(5),
    Duration.ofMinutes(1),
    Duration.ofMinutes(1),
    Duration.ofMinutes(1),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(20),
    Duration.ofMinutes(30)
  };

  // Only a person at the merchant platform moves it on.
  private static final Duration ABNORMAL = Duration.ofHours(6);

  // Of a refund that others asked for and that WeChat Pay does not know, nothing more will come.
  private static final Duration NOT_THERE = Duration.ofDays(7);

  private RefundGaps() {}

  /**
   * @param now when the answer was there
   * @return null: it is not asked about any more
   */
  static @Nullable Instant next(DueRefunds.Claimed refund, QueryOutcome asked, Instant now) {
    if (asked instanceof QueryOutcome.NotThere
        && !refund.refund().requested()
        && now.isAfter(refund.createdAt().plus(NOT_THERE))) {
      return null;
    }
    if (refund.refund().status() == RefundStatus.ABNORMAL || saysAbnormal(asked)) {
      return now.plus(ABNORMAL);
    }
    return now.plus(GAPS[Math.min(refund.step(), GAPS.length - 1)]);
  }

  private static boolean saysAbnormal(QueryOutcome asked) {
    return asked instanceof QueryOutcome.Learnt learnt
        && learnt.judgement() instanceof Judgement.Applied applied
        && applied.steps().stream()
            .map(Judgement.Step::refund)
            .anyMatch(refund -> refund != null && refund.status() == RefundStatus.ABNORMAL);
  }
}
