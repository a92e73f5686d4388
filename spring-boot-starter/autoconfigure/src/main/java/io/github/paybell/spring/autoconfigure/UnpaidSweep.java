package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.OrderBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers what the shop's order table has unpaid, so that the ladder asks about it although it
 * was not registered. Registering is idempotent, so replicas may do the same. Thread-safe.
 */
final class UnpaidSweep {
  private static final Logger log = LoggerFactory.getLogger(UnpaidSweep.class);

  /** An order whose transaction commits long after it was made is seen all the same. */
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  private static final int REMEMBERED = 20_000;

  private final Engine engine;
  private final BookOrders orders;
  private final Clock clock;
  private final Map<String, Instant> read = new HashMap<>();
  private final Set<OrderKey> registered =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<OrderKey, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private volatile @Nullable Boolean implemented;

  UnpaidSweep(Engine engine, BookOrders orders, Clock clock) {
    this.engine = engine;
    this.orders = orders;
    this.clock = clock;
  }

  /** Whether the shop's book says what is unpaid; null: it was not asked yet, or there is none. */
  @Nullable Boolean implemented() {
    return implemented;
  }

  /** One look at what is unpaid in each account; what fails is logged and read again. */
  synchronized void run() {
    var book = orders.book().orElse(null);
    if (book == null) {
      return;
    }
    for (var account : engine.accounts().all()) {
      var now = clock.instant();
      var since = read.getOrDefault(account.name(), now.minus(Ladder.WITHOUT_EXPIRY));
      try {
        if (!read(book, account, since)) {
          return;
        }
        read.put(account.name(), now.minus(OVERLAP));
      } catch (RuntimeException e) {
        log.warn("the unpaid orders of {} could not be read, again in a minute", account.name(), e);
      }
    }
  }

  private boolean read(OrderBook book, Account account, Instant since) {
    try (var unpaid = book.unpaid(account.name(), since)) {
      implemented = unpaid != null;
      if (unpaid == null) {
        return false;
      }
      unpaid.forEach(order -> register(account, order));
      return true;
    }
  }

  private void register(Account account, ExpectedOrder order) {
    var key = new OrderKey(account.name(), order.outTradeNo());
    if (order.settled() || registered.contains(key)) {
      return;
    }
    engine
        .orders()
        .register(account.name(), Expected.order(order))
        .match(
            created -> true,
            same -> true,
            differs -> {
              log.warn(
                  "order {} of {} is known with another {}; it stays as it is",
                  order.outTradeNo(),
                  account.name(),
                  differs.field());
              return true;
            });
    registered.add(key);
  }
}
