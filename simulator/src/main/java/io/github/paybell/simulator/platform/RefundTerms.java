package io.github.paybell.simulator.platform;

import org.jspecify.annotations.Nullable;

/**
 * What a merchant asked for when it refunded.
 *
 * @param api the interface it came by; its notification goes out by the same
 * @param order what is refunded
 * @param outRefundNo the merchant's number, unique per merchant
 * @param refund fen, at least 1
 * @param total the order's amount as the merchant states it, fen
 * @param reason for people
 * @param notifyUrl where the result goes; null: nowhere
 * @param fingerprint everything that a repetition must repeat
 */
public record RefundTerms(
    Api api,
    PlatformOrderKey order,
    String outRefundNo,
    long refund,
    long total,
    @Nullable String reason,
    @Nullable String notifyUrl,
    String fingerprint) {

  public RefundTerms {
    if (refund < 1) {
      throw new IllegalArgumentException("a refund is at least 1 fen, was " + refund);
    }
  }
}
