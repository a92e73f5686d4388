package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one day and a bill should list: a payment, or a refund that was asked
 * for. Payments differ in their out_trade_no, refunds in their out_refund_no.
 *
 * @param transactionId the payment's; of a refund null where it is not known
 * @param total fen, what the order asked for; of a refund null where it is not known
 * @param currency null where it is not known
 * @param refund null: a payment
 */
public record LedgerLine(
    String outTradeNo,
    @Nullable String transactionId,
    @Nullable Long total,
    @Nullable String currency,
    @Nullable Refund refund) {

  /**
   * The refund of a line.
   *
   * @param refundId null: WeChat Pay has not told it yet
   * @param amount fen, as it was asked for
   */
  public record Refund(
      String outRefundNo, @Nullable String refundId, long amount, RefundStatus status) {}

  /** Fen: of a payment what was asked for, of a refund what is to go back. */
  long amount() {
    return refund != null ? refund.amount() : total == null ? 0 : total;
  }
}
