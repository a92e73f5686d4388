package io.github.paybell.simulator.bill;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a trade bill: a payment, or the asking for a refund.
 *
 * @param order whose
 * @param refund null for the payment
 */
record Movement(PlatformOrder order, @Nullable PlatformRefund refund) {

  /** All of an order. */
  static List<Movement> of(PlatformOrder order) {
    List<Movement> movements = new ArrayList<>();
    movements.add(new Movement(order, null));
    order.refunds().forEach(refund -> movements.add(new Movement(order, refund)));
    return movements;
  }

  /** When: a refund counts from the moment it was asked for, whenever it ends. */
  Instant at() {
    return refund == null ? order.paid().paidAt() : refund.createdAt();
  }

  boolean is(LocalDate day) {
    return PlatformTime.isOn(at(), day);
  }

  /** What the merchant is settled, fen; 0 for a refund. */
  long settled() {
    return refund == null ? order.settlementTotal() : 0;
  }

  /** What was ordered, fen; 0 for a refund. */
  long ordered() {
    return refund == null ? order.terms().total() : 0;
  }

  /** The payer's prepaid coupons, fen; 0 for a refund. */
  long cashCoupons() {
    return refund == null ? order.paid().couponFee() - order.paid().noCashFee() : 0;
  }

  /** What the merchant gives back, fen; 0 for a payment. */
  long settlementRefund() {
    return refund == null ? 0 : refund.settlementRefund();
  }

  /** What was asked back, fen; 0 for a payment. */
  long askedBack() {
    return refund == null ? 0 : refund.terms().refund();
  }

  /** The part of prepaid coupons in a refund, fen; 0 for a payment. */
  long cashCouponRefund() {
    return refund == null ? 0 : refund.couponRefund() - refund.noCashRefund();
  }

  /** The fee, fen; negative where it is given back. */
  long fee() {
    return BillAmounts.fee(settled()) - BillAmounts.fee(settlementRefund());
  }
}
