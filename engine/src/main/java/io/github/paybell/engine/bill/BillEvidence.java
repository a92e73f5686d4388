package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the bill as evidence: one more messenger at the judge's door. */
final class BillEvidence {
  private BillEvidence() {}

  /**
   * @throws IllegalArgumentException if a value is longer than WeChat Pay allows
   */
  static Evidence payment(String account, BillLine line, Instant now) {
    return Evidence.about(
            new OrderKey(account, line.outTradeNo()), Ids.at(now.toEpochMilli()), Source.BILL)
        .mchid(line.mchid())
        .appid(line.appid())
        .subMchid(line.subMchid())
        .transactionId(line.transactionId())
        .total(line.total())
        .currency(line.currency())
        .payerTotal(line.payerTotal())
        .payerCurrency(line.payerTotal() == null ? null : line.currency())
        .successTime(line.zonedTime())
        .payment(TradeState.SUCCESS);
  }

  /**
   * @param total fen, what the order asks for as we know it: a refund's line does not say; null:
   *     the order is not known
   * @throws IllegalArgumentException if a value is longer than WeChat Pay allows
   */
  static Evidence refund(
      String account, BillLine line, BillLine.Refund refund, @Nullable Long total, Instant now) {
    return Evidence.about(
            new OrderKey(account, line.outTradeNo()), Ids.at(now.toEpochMilli()), Source.BILL)
        .mchid(line.mchid())
        .appid(line.appid())
        .subMchid(line.subMchid())
        .transactionId(line.transactionId())
        .total(total)
        .currency(line.currency())
        // The line has the time at which the refund was asked for, not the one at which it ended.
        .refund(
            new RefundFacts(
                refund.outRefundNo(),
                refund.refundId(),
                status(refund),
                refund.amount(),
                refund.payerRefund(),
                refund.settlementRefund()));
  }

  /** A word that is not known says at least that the refund is there. */
  static RefundStatus status(BillLine.Refund refund) {
    var status = refund.status();
    return status == null ? RefundStatus.PROCESSING : status;
  }
}
