package io.github.paybell.simulator.platform;

import java.time.Instant;
import java.util.List;

/**
 * A payment that succeeded.
 *
 * @param transactionId WeChat Pay's number, 28 digits
 * @param paidAt simulated time
 * @param openid who paid
 * @param bankType {@code bank_type}
 * @param coupons what was used, in order
 */
public record PlatformPayment(
    String transactionId, Instant paidAt, String openid, String bankType, List<Coupon> coupons) {
  public PlatformPayment {
    coupons = List.copyOf(coupons);
  }

  /** All coupons together, fen. */
  public long couponFee() {
    return coupons.stream().mapToLong(Coupon::fee).sum();
  }

  /** The coupons that the merchant bears, fen. */
  public long noCashFee() {
    return coupons.stream()
        .filter(coupon -> coupon.type() == Coupon.Type.NO_CASH)
        .mapToLong(Coupon::fee)
        .sum();
  }
}
