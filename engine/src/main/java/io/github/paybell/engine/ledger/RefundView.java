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
    @Nullable String refusedCode,
    @Nullable String refusedMessage,
    @Nullable String successTime) {}
