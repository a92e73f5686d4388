package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An order as the shop's own table has it.
 *
 * @param settled the shop has acted on its payment already, by other code than Paybell's listener:
 *     the payment is applied and not told
 * @param transactionId the payment that it acted on; null: the shop did not keep it
 */
public record ShopOrder(NewOrder order, boolean settled, @Nullable String transactionId) {
  /** What the problem of a payment says that the shop has not acted on. */
  static final String UNSETTLED = "paid at WeChat Pay, and the shop does not mark it paid";

  /** An order on whose payment nothing has been done yet. */
  public static ShopOrder expected(NewOrder order) {
    return new ShopOrder(order, false, null);
  }

  /** The same, settled by that payment; null: the shop did not keep its number. */
  public ShopOrder settledBy(@Nullable String payment) {
    return new ShopOrder(order, true, payment);
  }
}
