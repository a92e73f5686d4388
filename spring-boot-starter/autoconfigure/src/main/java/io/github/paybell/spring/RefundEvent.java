package io.github.paybell.spring;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to a refund of an order.
 *
 * @param payment the order as it stands after the step; its details are those that the refund tells
 * @param refund what is known of the refund; null when WeChat Pay only said that the order is being
 *     refunded
 */
public record RefundEvent(PaymentEvent payment, @Nullable Refund refund) {
  /**
   * A refund.
   *
   * @param refundId WeChat Pay's number; null: not told
   * @param amount fen
   * @param payerRefund fen, what of it goes to the payer in money; null: not told
   * @param settlementRefund fen, what of it the merchant's account gives; null: not told
   */
  public record Refund(
      String outRefundNo,
      @Nullable String refundId,
      RefundStatus refundStatus,
      long amount,
      @Nullable Long payerRefund,
      @Nullable Long settlementRefund) {}
}
