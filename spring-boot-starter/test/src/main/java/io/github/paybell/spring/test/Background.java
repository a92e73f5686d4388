package io.github.paybell.spring.test;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.delivery.Deliveries;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.spring.OrderBook;
import io.github.paybell.spring.OrderDiffersException;
import io.github.paybell.spring.Paybell;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;

/**
 * What Paybell does by itself while a shop runs, done on the test's thread instead: when this
 * returns, it is done. Not thread-safe.
 */
final class Background {
  private static final Deliveries.Filter WAITING =
      new Deliveries.Filter(null, null, "pending", null, null, null);
  private static final int MANY = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BeanFactory beans;
  private final Set<String> accounts;

  Background(BeanFactory beans, Set<String> accounts) {
    this.beans = beans;
    this.accounts = accounts;
  }

  /**
   * Asks WeChat Pay about what is due.
   *
   * @return whether anything was asked
   */
  boolean ask(Instant now) {
    var book = beans.getBeanProvider(OrderBook.class).getIfUnique();
    if (book != null) {
      accounts.forEach(account -> expectUnpaid(book, account, now));
    }
    return engine().healing().sweepAll(now) > 0;
  }

  private void expectUnpaid(OrderBook book, String account, Instant now) {
    var paybell = beans.getBean(Paybell.class).account(account);
    try (var unpaid = book.unpaid(account, now.minus(Ladder.WITHOUT_EXPIRY))) {
      if (unpaid != null) {
        unpaid.forEach(
            order -> {
              try {
                paybell.expect(order);
              } catch (OrderDiffersException e) {
                // It is known already; the shop's log says so when it runs.
              }
            });
      }
    }
  }

  /** Tells listeners that run after the commit, and subscribers, what is due. */
  void tell(Instant now) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    // The shop's own threads may be telling it: then there is nothing to claim, only to wait for.
    while (isWaiting(now)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "a subscriber did not take or refuse an event within " + PATIENCE.toSeconds() + " s");
      }
      engine().delivery().tellAll(now);
    }
  }

  private boolean isWaiting(Instant now) {
    return engine().deliveries().list(WAITING, null, MANY).items().stream()
        .anyMatch(delivery -> delivery.dueAt() != null && !delivery.dueAt().isAfter(now));
  }

  private Engine engine() {
    return beans.getBean(Engine.class);
  }
}
