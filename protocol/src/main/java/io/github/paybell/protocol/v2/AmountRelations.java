package io.github.paybell.protocol.v2;

import java.util.ArrayList;
import java.util.List;

/**
 * The documented relations between the amounts of a payment.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011937248">payment notification</a>
 */
public final class AmountRelations {
  private AmountRelations() {}

  /**
   * Which of them do not hold, one sentence each; usually empty. A report and never a reason to
   * refuse: the platform's own samples contradict them.
   */
  public static List<String> findings(V2Payment p) {
    List<String> findings = new ArrayList<>();
    long sum = 0;
    long noCash = 0;
    int priced = 0;
    for (V2Coupon coupon : p.coupons()) {
      Long fee = coupon.couponFee();
      if (fee != null) {
        sum += fee;
        noCash += coupon.noCash() ? fee : 0;
        priced++;
      } else {
        findings.add("coupon " + coupon.index() + " has no readable coupon_fee");
      }
    }
    Long couponCount = p.couponCount();
    if (couponCount != null && couponCount != p.coupons().size()) {
      findings.add("coupon_count is " + couponCount + ", but coupons named: " + p.coupons().size());
    }
    Long couponFee = p.couponFee();
    if (couponFee != null && priced > 0 && couponFee != sum) {
      findings.add("coupon_fee is " + couponFee + ", but the coupons add up to " + sum);
    }
    long coupons = couponFee != null ? couponFee : sum;
    if (coupons > p.totalFee()) {
      findings.add("coupon_fee " + coupons + " is more than total_fee " + p.totalFee());
    }
    // With two currencies the subtraction has no meaning.
    String cashFeeType = p.cashFeeType() == null ? "CNY" : p.cashFeeType();
    Long cashFee = p.cashFee();
    if (cashFee != null && cashFeeType.equals(p.feeType()) && cashFee != p.totalFee() - coupons) {
      findings.add(
          "cash_fee is " + cashFee + ", but total_fee - coupon_fee is " + (p.totalFee() - coupons));
    }
    Long settlement = p.settlementTotalFee();
    if (settlement != null && settlement != p.totalFee() - noCash) {
      findings.add(
          "settlement_total_fee is "
              + settlement
              + ", but total_fee less the NO_CASH coupons is "
              + (p.totalFee() - noCash));
    }
    return List.copyOf(findings);
  }
}
