package io.github.paybell.engine.calls;

import org.jspecify.annotations.Nullable;

/**
 * Money that is to go back. Sent again, it must be the same to the letter.
 *
 * @param transactionId the payment it comes from
 * @param outRefundNo 1–64 of {@code [0-9A-Za-z_\-|*@]}: the idempotency key
 * @param refund fen, 1 to {@code total}
 * @param total fen, what that payment's order asked for
 * @param reason at most 80 characters, for the payer; null: none
 */
public record RefundOrder(
    String outTradeNo,
    String transactionId,
    String outRefundNo,
    long refund,
    long total,
    String currency,
    @Nullable String subMchid,
    @Nullable String reason) {}
