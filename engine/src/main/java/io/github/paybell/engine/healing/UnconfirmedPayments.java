package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.Question;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a payment still waits for WeChat Pay's word five minutes after a message that proves
 * nothing told of it: there is no network, no key, or nothing to be confirmed. It waits on; time
 * never pays an order. Thread-safe.
 */
final class UnconfirmedPayments {
  private static final Logger log = LoggerFactory.getLogger(UnconfirmedPayments.class);

  static final Duration EVERY = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PER_ACCOUNT = 200;

  private final Store store;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Clock clock;
  private final Sql unconfirmedPayments;

  UnconfirmedPayments(Store store, Accounts accounts, Ledger ledger, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
    unconfirmedPayments = Sql.load(UnconfirmedPayments.class, store, "unconfirmed_payments");
  }

  /**
   * @param said what WeChat Pay said last; null: it has not been asked
   */
  private record Waiting(OrderKey order, @Nullable String said) {
    String cause() {
      return "not confirmed for "
          + PATIENCE.toMinutes()
          + " minutes; WeChat Pay "
          + (said == null ? "was not asked" : "said " + said + " last");
    }
  }

  /**
   * Looks at every account. Only reads where nothing has changed.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  void check() {
    try {
      for (var account : accounts.all()) {
        for (var waiting : waiting(account.name())) {
          tell(waiting);
        }
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  private List<Waiting> waiting(String account) throws SQLException {
    var rows =
        unconfirmedPayments
            .rows()
            .set("account", account)
            .set("before", clock.instant().minus(PATIENCE))
            .set("limit", PER_ACCOUNT);
    return store.read(
        connection ->
            rows.query(
                connection,
                row ->
                    new Waiting(
                        new OrderKey(account, row.mustText("out_trade_no")),
                        row.text("query_said"))));
  }

  private void tell(Waiting waiting) throws SQLException {
    var order = waiting.order();
    try {
      store.write(
          connection -> {
            var posting = ledger.open(connection);
            posting.look(List.of(new Question(order.account(), null, order.outTradeNo(), null)));
            posting.unconfirmed(order, waiting.cause());
            posting.flush();
            return 0;
          });
    } catch (SQLException e) {
      if (!Retry.locked(e)) {
        throw e;
      }
      log.info(
          "account {}: order {} is locked, it is told of later",
          order.account(),
          order.outTradeNo());
    } catch (ListenerFailedException e) {
      // It is found again at the next look; the others must not wait for that.
      log.warn(
          "account {}: an unconfirmed payment was not told of, it will be", order.account(), e);
    }
  }
}
