package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.spring.OrderBook;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** The shop's order table, if it has one to ask. Thread-safe. */
final class BookOrders implements OrderSource {
  private final ObjectProvider<OrderBook> book;

  /**
   * @param book asked for when it is needed: it may itself need beans that need the engine
   */
  BookOrders(ObjectProvider<OrderBook> book) {
    this.book = book;
  }

  /** The shop's bean; empty: it has none. */
  Optional<OrderBook> book() {
    return Optional.ofNullable(book.getIfAvailable());
  }

  @Override
  public Optional<NewOrder> find(String account, String outTradeNo) {
    return book()
        .flatMap(it -> it.find(account, outTradeNo))
        // A book that answers with another order must not make this one paid.
        .filter(order -> order.outTradeNo().equals(outTradeNo))
        .map(Expected::order);
  }
}
