package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Money of an order that is to go back. The same request again is the same refund.
 *
 * @param outRefundNo 1–64 of {@code [0-9A-Za-z_\-|*@]}: the idempotency key
 * @param reason for the payer, at most 80 characters
 */
record RefundOrderRequest(
    @JsonProperty(value = "out_refund_no", required = true) String outRefundNo,
    @JsonProperty(value = "amount", required = true) RefundedAmount amount,
    @JsonProperty("reason") @Nullable String reason) {

  /**
   * How much.
   *
   * @param refund fen, at least 1
   */
  record RefundedAmount(@JsonProperty(value = "refund", required = true) long refund) {}
}
