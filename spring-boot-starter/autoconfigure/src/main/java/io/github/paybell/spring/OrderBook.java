package io.github.paybell.spring;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shop's own order table, for shops that would rather be asked than call {@link
 * Paybell#expect}: a bean. Must be thread-safe.
 */
public interface OrderBook {
  /**
   * The order of that number, if the shop expects it to be paid. Asked when WeChat Pay speaks of an
   * order that Paybell does not know, inside the transaction that judges it.
   *
   * @param account name of the merchant account
   */
  Optional<ExpectedOrder> find(String account, String outTradeNo);

  /**
   * Orders that were made since then and are not paid, so that Paybell asks WeChat Pay about them
   * when no notification comes. Read every minute, outside of a transaction, and closed.
   *
   * @return null, the default: Paybell asks about expected and placed orders only, and the health
   *     page says so
   */
  default @Nullable Stream<ExpectedOrder> unpaid(String account, Instant since) {
    return null;
  }
}
