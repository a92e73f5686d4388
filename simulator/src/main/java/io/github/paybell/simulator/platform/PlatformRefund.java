package io.github.paybell.simulator.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands.
 *
 * @param terms what was asked for
 * @param refundId WeChat Pay's number, 29 digits
 * @param createdAt simulated time
 * @param status where it is
 * @param successTime simulated time; only with SUCCESS
 * @param receivedAccount where the money goes, text for people
 * @param payerRefund what the payer gets back in cash, fen
 * @param noCashRefund the part that the merchant's own coupons bear, fen
 */
public record PlatformRefund(
    RefundTerms terms,
    String refundId,
    Instant createdAt,
    Status status,
    @Nullable Instant successTime,
    String receivedAccount,
    long payerRefund,
    long noCashRefund) {

  /** Where a refund is; v3's words. */
  public enum Status {
    /** Accepted, under way. */
    PROCESSING("PROCESSING"),
    /** The money is back. */
    SUCCESS("SUCCESS"),
    /** Nothing was refunded. */
    CLOSED("REFUNDCLOSE"),
    /** The money could not reach the payer's account. */
    ABNORMAL("CHANGE");

    private final String v2;

    Status(String v2) {
      this.v2 = v2;
    }

    /** The word of v2. */
    public String v2() {
      return v2;
    }
  }

  /** Coupons' part of the refund, fen. */
  public long couponRefund() {
    return terms.refund() - payerRefund;
  }

  /** What the merchant's settlement loses, fen. */
  public long settlementRefund() {
    return terms.refund() - noCashRefund;
  }

  PlatformRefund with(Status next, @Nullable Instant success) {
    return new PlatformRefund(
        terms, refundId, createdAt, next, success, receivedAccount, payerRefund, noCashRefund);
  }

  PlatformRefund to(String account) {
    return new PlatformRefund(
        terms, refundId, createdAt, status, successTime, account, payerRefund, noCashRefund);
  }
}
