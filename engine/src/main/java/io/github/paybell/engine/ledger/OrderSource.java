package io.github.paybell.engine.ledger;

import java.util.Optional;

/**
 * A shop's own orders, asked when evidence comes about an order that is not registered, and before
 * an order is paid. Thread-safe.
 */
public interface OrderSource {
  /** Every order is registered before it can be paid. */
  OrderSource NONE = (account, outTradeNo) -> Optional.empty();

  /**
   * Called inside the transaction that judges the evidence, while the order is locked.
   *
   * @return empty if the shop does not expect this payment
   */
  Optional<ShopOrder> find(String account, String outTradeNo);
}
