package io.github.paybell.protocol.v3;

import org.jspecify.annotations.Nullable;

/**
 * The amounts of a payment. Compare an order with {@code total}, never with {@code payerTotal}:
 * coupons and bank reductions lower the second.
 *
 * @param total what the order asked for, fen, &gt;= 0 (sub-orders call it {@code total_amount})
 * @param currency ISO code; {@code CNY} if WeChat left it out
 * @param payerTotal what the user paid, fen, &gt;= 0 (sub-orders: {@code payer_amount})
 * @param payerCurrency ISO code
 */
public record V3Amount(
    long total, String currency, @Nullable Long payerTotal, @Nullable String payerCurrency) {

  public V3Amount {
    Facts.requireFen("amount.total", total);
    if (payerTotal != null) {
      Facts.requireFen("amount.payer_total", payerTotal);
    }
    if (currency.isEmpty() || currency.length() > 16) {
      throw new IllegalArgumentException("amount.currency must have 1 to 16 characters");
    }
  }
}
