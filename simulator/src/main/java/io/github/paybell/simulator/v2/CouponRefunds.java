package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.util.ArrayList;
import java.util.List;

/**
 * What each coupon of an order has back from a refund.
 *
 * @param coupon the coupon
 * @param fee fen, at least 1
 */
record CouponRefunds(Coupon coupon, long fee) {

  /**
   * The parts of the coupons, in their order; those that get nothing are left out. Prepaid coupons
   * and the merchant's own share their two sums in proportion; the last of each takes the rest.
   */
  static List<CouponRefunds> of(PlatformOrder order, PlatformRefund refund) {
    long noCash = refund.noCashRefund();
    List<CouponRefunds> parts = new ArrayList<>();
    List<Coupon> coupons = order.paid().coupons();
    for (int i = 0; i < coupons.size(); i++) {
      boolean merchants = coupons.get(i).type() == Coupon.Type.NO_CASH;
      long fee = part(coupons, i, merchants ? noCash : refund.couponRefund() - noCash);
      if (fee > 0) {
        parts.add(new CouponRefunds(coupons.get(i), fee));
      }
    }
    return parts;
  }

  private static long part(List<Coupon> coupons, int which, long sum) {
    Coupon coupon = coupons.get(which);
    long all = total(coupons, coupon.type());
    if (total(coupons.subList(which + 1, coupons.size()), coupon.type()) > 0) {
      return sum * coupon.fee() / all;
    }
    long others =
        coupons.subList(0, which).stream()
            .filter(it -> it.type() == coupon.type())
            .mapToLong(it -> sum * it.fee() / all)
            .sum();
    return sum - others;
  }

  private static long total(List<Coupon> coupons, Coupon.Type type) {
    return coupons.stream().filter(it -> it.type() == type).mapToLong(Coupon::fee).sum();
  }
}
