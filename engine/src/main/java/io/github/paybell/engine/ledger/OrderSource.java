package io.github.paybell.engine.ledger;

import java.util.Optional;

/**
 * A shop's own orders, asked when evidence comes about an order that nobody registered.
 * Thread-safe.
 */
public interface OrderSource {
  /** Every order is registered before it can be paid. */
  OrderSource NONE = (account, outTradeNo) -> Optional.empty();

  /**
   * Called inside the transaction that judges the evidence.
   *
   * @return empty if the shop does not expect this payment
   */
  Optional<NewOrder> find(String account, String outTradeNo);
}
