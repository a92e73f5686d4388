package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A refund as the ledger knows it.
 *
 * @param transactionId the payment it gives back
 * @param total fen, what that payment's order asked for; null: seen, not asked for here
 * @param amount fen, this refund
 * @param payerRefund fen, what of it goes to the payer in money; null: not told yet
 * @param settlementRefund fen, what of it the merchant's account gives; null: not told yet
 * @param requested it was asked for here, so the same request may be sent again
 * @param accepted WeChat Pay has it
 * @param refused WeChat Pay refused it, does not have it, and gets it again only on request
 * @param unrefused attempts to send it that were not refused: under way, done, or of unknown
 *     outcome
 * @param refusedCode what WeChat Pay said when it last said no; null: it did not
 */
public record RefundView(
    String account,
    String outRefundNo,
    String outTradeNo,
    @Nullable String transactionId,
    @Nullable String refundId,
    RefundStatus status,
    @Nullable Long total,
    long amount,
    @Nullable Long payerRefund,
    @Nullable Long settlementRefund,
    @Nullable String currency,
    @Nullable String subMchid,
    @Nullable String reason,
    boolean requested,
    boolean accepted,
    boolean refused,
    long unrefused,
    @Nullable String refusedCode,
    @Nullable String refusedMessage,
    @Nullable String successTime) {

  /** As the API shows it: WeChat Pay's own states, and {@code REFUSED}. */
  public String refundStatus() {
    return refused ? "REFUSED" : status.name();
  }
}
