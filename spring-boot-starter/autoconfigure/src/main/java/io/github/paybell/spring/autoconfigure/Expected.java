package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.spring.ExpectedOrder;

/** A shop's order in the ledger's words. */
final class Expected {
  private Expected() {}

  /**
   * @throws IllegalArgumentException if it cannot be, saying which part
   */
  static NewOrder order(ExpectedOrder order) {
    return new NewOrder(
        order.outTradeNo(),
        order.total(),
        order.currency(),
        order.reference(),
        order.expiresAt(),
        order.description(),
        order.attach(),
        order.appid(),
        order.subMchid(),
        Policies.UNSET,
        null);
  }
}
