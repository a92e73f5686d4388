package io.github.paybell.engine.ledger;

import io.github.paybell.engine.log.LogLine;
import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.github.paybell.engine.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the ledger against the shop's own table, while other code of the shop acts on payments and
 * when that ends. What differs is a problem of the order, {@code shop_differs}, which is also what
 * is known of a payment that was not acted on: once payments are told again, it is told. Any number
 * of replicas may run it. Thread-safe.
 */
public final class ShopDifferences {
  private static final Logger log = LoggerFactory.getLogger(ShopDifferences.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PER_LOOK = 1_000;

  private final Store store;
  private final Ledger ledger;
  private final boolean compares;
  private final Clock clock;
  private final Sql openDifferences;
  private final Sql unpaidOrders;
  private final Sql paymentTold;
  private Set<OrderKey> seenBefore = Set.of();

  private record Open(OrderKey order, Severity severity, Instant openedAt) {}

  /**
   * @param compares whether unpaid orders are compared, too: other code of the shop acts
   */
  public ShopDifferences(Store store, Ledger ledger, boolean compares, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.compares = compares;
    this.clock = clock;
    openDifferences = Sql.load(ShopDifferences.class, store, "open_differences");
    unpaidOrders = Sql.load(ShopDifferences.class, store, "unpaid_orders");
    paymentTold = Sql.load(ShopDifferences.class, store, "payment_event_of_order");
  }

  /**
   * Looks again at what differed: it ends if shop and ledger agree, and a payment that was not
   * acted on is told if payments are told again.
   *
   * @param accounts names
   * @return how many orders still differ
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public int check(List<String> accounts) {
    int left = 0;
    for (var account : accounts) {
      for (var open : open(account)) {
        left += inTransaction(open.order(), connection -> again(connection, open)) ? 1 : 0;
      }
    }
    return left;
  }

  /**
   * Compares the unpaid orders of the last seven days, a thousand for each account, newest first.
   * One that differs at two looks in a row is a problem: in between may be the moment in which the
   * shop has acted on a payment and Paybell is about to hear of it.
   *
   * @param accounts names
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public synchronized void compare(List<String> accounts) {
    if (!compares) {
      return;
    }
    var seen = new HashSet<OrderKey>();
    for (var account : accounts) {
      for (var order : unpaid(account)) {
        if (inTransaction(
            order, connection -> first(connection, order, seenBefore.contains(order)))) {
          seen.add(order);
        }
      }
    }
    seenBefore = seen;
  }

  /** Whether it still differs. */
  private boolean again(Connection connection, Open open) throws SQLException {
    var key = open.order();
    var posting = look(connection, key);
    var order = posting.must(key);
    var problems = posting.problems();
    if (!problems.isOpen(order, ProblemKind.SHOP_DIFFERS)) {
      return false;
    }
    var shop = posting.shopOrder(key).orElse(null);
    var difference = difference(order, shop);
    var untold =
        shop != null
                && !shop.settled()
                && order.tradeState() == TradeState.SUCCESS
                && posting.tellsPayments()
            ? payment(connection, key)
            : null;
    if (untold != null) {
      posting.tell(untold);
      log.info(line("told after all", key).toString());
    }
    if (difference == null || untold != null) {
      posting.put(problems.healed(order, ProblemKind.SHOP_DIFFERS));
      posting.flush();
      return false;
    }
    if (open.severity() == Severity.NORMAL
        && open.openedAt().isBefore(clock.instant().minus(PATIENCE))) {
      posting.put(problems.raise(order, ProblemKind.SHOP_DIFFERS, Severity.HIGH, null, difference));
      posting.flush();
      log.warn(line("the shop differs", key).with("cause", difference).toString());
    }
    return true;
  }

  /** Whether it differs. */
  private boolean first(Connection connection, OrderKey key, boolean seen) throws SQLException {
    var posting = look(connection, key);
    var order = posting.must(key);
    var difference = difference(order, posting.shopOrder(key).orElse(null));
    if (difference == null || posting.problems().isOpen(order, ProblemKind.SHOP_DIFFERS)) {
      return false;
    }
    if (seen) {
      posting.put(posting.problems().open(order, ProblemKind.SHOP_DIFFERS, null, difference));
      posting.flush();
    }
    return true;
  }

  private Posting look(Connection connection, OrderKey key) throws SQLException {
    var posting = ledger.open(connection);
    posting.look(List.of(new Question(key.account(), null, key.outTradeNo(), null)));
    posting.prepare(key);
    return posting;
  }

  /**
   * For people; null: they agree. An unpaid order that the shop does not know is the problem {@code
   * order_unknown}, not this one.
   */
  private static @Nullable String difference(Order order, @Nullable ShopOrder shop) {
    boolean paid = order.tradeState().paid();
    if (shop == null) {
      return paid ? "paid at WeChat Pay, and the shop's OrderBook does not find it" : null;
    }
    if (!Objects.equals(order.total(), shop.order().total())) {
      return "expected with "
          + order.total()
          + " fen, and the shop's table says "
          + shop.order().total();
    }
    if (!shop.settled()) {
      return paid ? ShopOrder.UNSETTLED : null;
    }
    var transactionId = shop.transactionId();
    if (!paid) {
      return "the shop marks it paid"
          + (transactionId == null ? "" : " by transaction_id " + transactionId)
          + ", and here it is "
          + order.tradeState();
    }
    return transactionId == null || transactionId.equals(order.transactionId())
        ? null
        : "paid by transaction_id "
            + order.transactionId()
            + ", and the shop's table says "
            + transactionId;
  }

  private @Nullable Event payment(Connection connection, OrderKey key) throws SQLException {
    return paymentTold
        .rows()
        .set("account", key.account())
        .set("out_trade_no", key.outTradeNo())
        .first(
            connection,
            row ->
                new Event(
                    row.mustUuid("id"),
                    EventType.PAYMENT_SUCCEEDED,
                    key.account(),
                    key.outTradeNo(),
                    row.numberOrNull("version"),
                    row.mustInstant("created_at"),
                    row.mustText("data")))
        .orElse(null);
  }

  private List<Open> open(String account) {
    var rows = openDifferences.rows().set("account", account).set("limit", PER_LOOK);
    return store.ask(
        connection ->
            rows.query(
                connection,
                row ->
                    new Open(
                        new OrderKey(account, row.mustText("out_trade_no")),
                        ProblemKind.SHOP_DIFFERS.severity(row.text("severity")),
                        row.mustInstant("opened_at"))));
  }

  private List<OrderKey> unpaid(String account) {
    var rows =
        unpaidOrders
            .rows()
            .set("account", account)
            .set("since", clock.instant().minus(Ladder.WITHOUT_EXPIRY))
            .set("limit", PER_LOOK);
    return store.ask(
        connection ->
            rows.query(connection, row -> new OrderKey(account, row.mustText("out_trade_no"))));
  }

  /**
   * One order's transaction; what fails there is looked at again later, and others are not held.
   */
  private boolean inTransaction(OrderKey order, Transactions.Work<Boolean> work) {
    try {
      return store.write(work);
    } catch (SQLException e) {
      if (!Retry.locked(e)) {
        throw new StoreUnavailableException(e);
      }
      log.info(line("locked, compared with the shop later", order).toString());
    } catch (ListenerFailedException e) {
      log.warn(line("not compared with the shop, or not told; again later", order).toString(), e);
    }
    return true;
  }

  private static LogLine line(String what, OrderKey order) {
    return LogLine.of(what)
        .with("account", order.account())
        .with("out_trade_no", order.outTradeNo());
  }
}
