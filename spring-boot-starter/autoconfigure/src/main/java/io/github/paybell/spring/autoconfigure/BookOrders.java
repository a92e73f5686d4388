package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.ShopOrder;
import io.github.paybell.settings.SettingsException;
import io.github.paybell.spring.OrderBook;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The shop's order table, if it has one to ask. Thread-safe. */
final class BookOrders implements OrderSource {
  private final ObjectProvider<OrderBook> book;

  /**
   * @param book asked for when it is needed: it may itself need beans that need the engine
   */
  BookOrders(ObjectProvider<OrderBook> book) {
    this.book = book;
  }

  /** Whether the shop has a book. */
  static boolean any(ConfigurableListableBeanFactory beans) {
    // By their definitions: a book may need beans that need the engine.
    return beans.getBeanNamesForType(OrderBook.class, true, false).length > 0;
  }

  /**
   * Refuses several books at start, and not at the first order that is looked for in one.
   *
   * @throws SettingsException if there are, and none of them is primary
   */
  static void requireOne(ConfigurableListableBeanFactory beans) {
    // By their definitions: a book may need beans that need the engine.
    var names = beans.getBeanNamesForType(OrderBook.class, true, false);
    if (names.length > 1
        && Arrays.stream(names)
            .noneMatch(
                name ->
                    beans.containsBeanDefinition(name)
                        && beans.getBeanDefinition(name).isPrimary())) {
      throw new SettingsException(
          "There are "
              + names.length
              + " beans of type OrderBook, "
              + String.join(", ", names)
              + ", and none of them is primary: an order is looked for in one book.",
          "Let one bean ask all of the shop's tables, or mark one @Primary.");
    }
  }

  /** The shop's bean; empty: it has none. */
  Optional<OrderBook> book() {
    return Optional.ofNullable(book.getIfAvailable());
  }

  @Override
  public Optional<ShopOrder> find(String account, String outTradeNo) {
    return book()
        .flatMap(it -> it.find(account, outTradeNo))
        // A book that answers with another order must not make this one paid.
        .filter(order -> order.outTradeNo().equals(outTradeNo))
        .map(
            order -> {
              var known = ShopOrder.expected(Expected.order(order));
              return order.settled() ? known.settledBy(order.transactionId()) : known;
            });
  }
}
