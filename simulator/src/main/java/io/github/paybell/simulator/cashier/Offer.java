package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.PlatformOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The coupons that a payer may use for an order. They follow from the order and the seed, so the
 * cashier knows them again by their ids without keeping them.
 */
final class Offer {
  private record Kind(Coupon.Type type, String name, int percent) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Coupon.Type.CASH, "全场代金券", 1),
          new Kind(Coupon.Type.NO_CASH, "店铺优惠券", 5),
          new Kind(Coupon.Type.CASH, "新客代金券", 10),
          new Kind(Coupon.Type.NO_CASH, "周年优惠券", 20));

  private Offer() {}

  /** The coupons for an order; those that would leave nothing to pay are not among them. */
  static List<Coupon> of(Dice dice, PlatformOrder order) {
    long total = order.terms().total();
    List<Coupon> coupons = new ArrayList<>();
    for (Kind kind : KINDS) {
      long fee = Math.max(1, percent(total, kind.percent()));
      if (fee < total) {
        coupons.add(
            new Coupon(
                kind.type(),
                "1" + dice.digits(10, "coupon", order.key(), kind.percent()),
                kind.name(),
                "1" + dice.digits(7, "stock", order.key().mchid(), kind.percent()),
                fee));
      }
    }
    return coupons;
  }

  /** Rounded down, without overflow. */
  private static long percent(long total, int percent) {
    return total / 100 * percent + total % 100 * percent / 100;
  }
}
