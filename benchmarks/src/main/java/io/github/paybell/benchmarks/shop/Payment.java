package io.github.paybell.benchmarks.shop;

import org.jspecify.annotations.Nullable;

/**
 * What the shop needs of a payment notification.
 *
 * @param totalFee the ordered amount in fen
 * @param cashFee what the payer paid, in fen
 * @param timeEnd {@code yyyyMMddHHmmss}, Beijing time
 * @param attach what the shop handed over with the order, if it did
 */
record Payment(
    String appid,
    String mchId,
    String outTradeNo,
    String transactionId,
    String resultCode,
    long totalFee,
    long cashFee,
    String feeType,
    String timeEnd,
    @Nullable String attach) {}
