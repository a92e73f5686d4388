package io.github.paybell.spring;

import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands in Paybell's ledger. Immutable.
 *
 * @param transactionId the payment it gives back; null: not told yet
 * @param refundId WeChat Pay's number; null: not told yet
 * @param accepted WeChat Pay has it; false: it is still to be sent, which happens by itself
 * @param amount fen, this refund
 * @param payerRefund fen, what of it goes to the payer in money; null: not told yet
 * @param settlementRefund fen, what of it the merchant's account gives; null: not told yet
 * @param wechatCode what WeChat Pay said when it last said no; null: it did not
 * @param wechatMessage the words with it
 * @param successTime as WeChat Pay gave it; null: not through
 */
public record RefundInfo(
    String outRefundNo,
    String outTradeNo,
    @Nullable String transactionId,
    @Nullable String refundId,
    RefundStatus refundStatus,
    boolean accepted,
    long amount,
    @Nullable Long payerRefund,
    @Nullable Long settlementRefund,
    @Nullable String reason,
    @Nullable String wechatCode,
    @Nullable String wechatMessage,
    @Nullable String successTime) {}
