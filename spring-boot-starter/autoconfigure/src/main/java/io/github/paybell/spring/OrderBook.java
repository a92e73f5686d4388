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
   * The order of that number, if the shop expects it to be paid or has it paid. Asked inside the
   * transaction that judges what WeChat Pay says: of an order that Paybell does not know, and once
   * more before an order is paid, so that one whose payment other code of the shop has acted on is
   * not fulfilled a second time.
   *
   * @param account name of the merchant account
   * @return with {@link ExpectedOrder#settledBy} if that has been done; empty: no order of the shop
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
