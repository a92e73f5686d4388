package io.github.paybell.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What the shop's own table says: also of orders that are not registered. Thread-safe. */
final class UnregisteredOrders {
  private final OrderSource source;
  private final Registering registering;

  UnregisteredOrders(OrderSource source, Registering registering) {
    this.source = source;
    this.registering = registering;
  }

  /**
   * Registers an order that the shop knows.
   *
   * @param stub its row is locked
   */
  Order register(Connection connection, Order stub, NewOrder found, Instant now)
      throws SQLException {
    var account = stub.key().account();
    registering.insertReference(connection, account, found);
    registering.fill(connection, account, found, now);
    return stub.registeredAs(found);
  }

  /**
   * Asks the shop for an order.
   *
   * @param key its row is locked
   * @return empty if the shop does not expect this payment
   * @throws ListenerFailedException if the shop cannot say
   */
  Optional<ShopOrder> find(OrderKey key) {
    try {
      var found = source.find(key.account(), key.outTradeNo());
      if (found.isPresent() && !found.get().order().outTradeNo().equals(key.outTradeNo())) {
        throw new IllegalStateException("asked for one out_trade_no, it answered with another");
      }
      return found;
    } catch (Throwable e) {
      throw ListenerFailedException.of("the shop's order table", e);
    }
  }
}
