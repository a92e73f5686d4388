package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.PaymentDetails;
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
    return new Evidence(
        Ids.at(now.toEpochMilli()),
        account,
        Source.BILL,
        line.mchid(),
        line.appid(),
        line.subMchid(),
        line.outTradeNo(),
        line.transactionId(),
        TradeState.SUCCESS,
        line.total(),
        line.currency(),
        line.payerTotal(),
        line.payerTotal() == null ? null : line.currency(),
        line.zonedTime(),
        null,
        null,
        true,
        true,
        PaymentDetails.NONE);
  }

  /**
   * @param total fen, what the order asks for as we know it: a refund's line does not say; null:
   *     the order is not known
   * @throws IllegalArgumentException if a value is longer than WeChat Pay allows
   */
  static Evidence refund(
      String account, BillLine line, BillLine.Refund refund, @Nullable Long total, Instant now) {
    return new Evidence(
        Ids.at(now.toEpochMilli()),
        account,
        Source.BILL,
        line.mchid(),
        line.appid(),
        line.subMchid(),
        line.outTradeNo(),
        line.transactionId(),
        // Who says that an order is paid must say how much. The state is not judged with a refund.
        total == null ? TradeState.NOTPAY : TradeState.SUCCESS,
        total,
        line.currency(),
        null,
        null,
        // The line has the time at which the refund was asked for, not the one at which it ended.
        null,
        null,
        new RefundFacts(
            refund.outRefundNo(),
            refund.refundId(),
            status(refund),
            refund.amount(),
            refund.payerRefund(),
            refund.settlementRefund()),
        true,
        true,
        PaymentDetails.NONE);
  }

  /** A word that is not known says at least that the refund is there. */
  static RefundStatus status(BillLine.Refund refund) {
    var status = refund.status();
    return status == null ? RefundStatus.PROCESSING : status;
  }
}
