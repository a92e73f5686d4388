package io.github.paybell.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Orders that nobody registered: the shop may know them all the same. Thread-safe. */
final class Strangers {
  private final OrderSource source;
  private final Registering registering;

  Strangers(OrderSource source, Registering registering) {
    this.source = source;
    this.registering = registering;
  }

  /**
   * Asks the shop for an order, and registers it if the shop knows it.
   *
   * @param stub its row is locked
   * @return empty if the shop does not expect this payment
   * @throws ListenerFailedException if the shop cannot say
   */
  Optional<Order> register(Connection connection, Order stub, Instant now) throws SQLException {
    var key = stub.key();
    var found = find(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    registering.insertReference(connection, key.account(), found.get());
    registering.fill(connection, key.account(), found.get(), now);
    return Optional.of(stub.registeredAs(found.get()));
  }

  private Optional<NewOrder> find(OrderKey key) {
    try {
      var found = source.find(key.account(), key.outTradeNo());
      if (found.isPresent() && !found.get().outTradeNo().equals(key.outTradeNo())) {
        throw new IllegalStateException("asked for one out_trade_no, it answered with another");
      }
      return found;
    } catch (Throwable e) {
      throw ListenerFailedException.of("the shop's order table", e);
    }
  }
}
