package io.github.paybell.protocol.v2;

import org.jspecify.annotations.Nullable;

/**
 * One coupon of a payment: the fields {@code coupon_*_$n}.
 *
 * @param index the {@code $n} of the names, from 0; numbers may be missing
 * @param couponType {@code CASH} (充值代金券, settled to the merchant) or {@code NO_CASH} (免充值优惠券, borne
 *     by the merchant); present only if the merchant uses the latter
 * @param couponId the coupon, S20
 * @param couponFee what this coupon paid, in fen
 */
public record V2Coupon(
    int index, @Nullable String couponType, @Nullable String couponId, @Nullable Long couponFee) {
  public V2Coupon {
    if (index < 0) {
      throw new IllegalArgumentException("index must be >= 0, was " + index);
    }
    if (couponFee != null && couponFee < 0) {
      throw new IllegalArgumentException("coupon_fee must be >= 0 fen, was " + couponFee);
    }
  }

  /** Whether the merchant bears it, so that the settlement is less. */
  public boolean noCash() {
    return "NO_CASH".equals(couponType);
  }
}
