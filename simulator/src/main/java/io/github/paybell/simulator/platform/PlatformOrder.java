package io.github.paybell.simulator.platform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order at one moment; a change makes a new one.
 *
 * @param terms what was asked for
 * @param createdAt simulated time
 * @param expiresAt simulated time, after which it cannot be paid
 * @param tradeState where it is
 * @param payment only when paid
 * @param refunds in the order of asking
 * @param combination the key of the combined order that it is part of, or null
 */
public record PlatformOrder(
    Terms terms,
    Instant createdAt,
    Instant expiresAt,
    PlatformTradeState tradeState,
    @Nullable PlatformPayment payment,
    List<PlatformRefund> refunds,
    @Nullable PlatformOrderKey combination) {

  public PlatformOrder {
    refunds = List.copyOf(refunds);
    if (tradeState.isPaid() != (payment != null)) {
      throw new IllegalArgumentException("paid and payment belong together");
    }
  }

  /** The key. */
  public PlatformOrderKey key() {
    return terms.key();
  }

  /** The payment of an order that is paid. */
  public PlatformPayment paid() {
    return Objects.requireNonNull(payment, "the order is not paid");
  }

  /** What the payer paid after coupons, fen. */
  public long payerTotal() {
    return terms.total() - (payment == null ? 0 : payment.couponFee());
  }

  /** What the merchant is settled, fen: all but its own coupons. */
  public long settlementTotal() {
    return terms.total() - (payment == null ? 0 : payment.noCashFee());
  }

  /** What refunds that were not closed take, fen. */
  public long refunded() {
    return refunds.stream()
        .filter(refund -> refund.status() != PlatformRefund.Status.CLOSED)
        .mapToLong(refund -> refund.terms().refund())
        .sum();
  }

  /** The refund with this number, or null. */
  public @Nullable PlatformRefund refund(String outRefundNo) {
    return refunds.stream()
        .filter(refund -> refund.terms().outRefundNo().equals(outRefundNo))
        .findFirst()
        .orElse(null);
  }

  /** As this order looked before it was paid. */
  public PlatformOrder unpaid() {
    return new PlatformOrder(
        terms, createdAt, expiresAt, PlatformTradeState.NOTPAY, null, List.of(), combination);
  }

  PlatformOrder with(PlatformTradeState next) {
    return new PlatformOrder(terms, createdAt, expiresAt, next, payment, refunds, combination);
  }

  PlatformOrder with(PlatformPayment made) {
    return new PlatformOrder(
        terms, createdAt, expiresAt, PlatformTradeState.SUCCESS, made, refunds, combination);
  }

  /** Adds the refund, or takes it instead of the one with its number. */
  PlatformOrder with(PlatformRefund refund, PlatformTradeState next) {
    List<PlatformRefund> all = new ArrayList<>(refunds);
    all.removeIf(it -> it.refundId().equals(refund.refundId()));
    int at = 0;
    while (at < all.size() && !all.get(at).createdAt().isAfter(refund.createdAt())) {
      at++;
    }
    all.add(at, refund);
    return new PlatformOrder(terms, createdAt, expiresAt, next, payment, all, combination);
  }
}
