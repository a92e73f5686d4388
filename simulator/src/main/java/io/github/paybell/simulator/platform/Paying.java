package io.github.paybell.simulator.platform;

import io.github.paybell.simulator.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the payer pays.
 *
 * @param coupons what is used, on the first order of a combined one
 * @param openid who pays; null: whom the order names, else the merchant's test user
 * @param bankType {@code bank_type}
 * @param late whether the payment was begun in time and ends after the order was closed: money is a
 *     fact
 * @param faults what goes wrong with the notification of this payment, beside the standing faults
 */
public record Paying(
    List<Coupon> coupons,
    @Nullable String openid,
    String bankType,
    boolean late,
    List<Fault> faults) {
  /** From the balance, without coupons. */
  public static final Paying PLAIN = new Paying(List.of(), null, "OTHERS", false, List.of());

  public Paying {
    coupons = List.copyOf(coupons);
    faults = List.copyOf(faults);
  }

  /** The same with these faults. */
  public Paying with(List<Fault> more) {
    return new Paying(coupons, openid, bankType, late, more);
  }

  /** The same with these coupons. */
  public Paying using(List<Coupon> some) {
    return new Paying(some, openid, bankType, late, faults);
  }
}
