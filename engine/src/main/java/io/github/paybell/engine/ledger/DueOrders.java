package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders that WeChat Pay is to be asked about, by their due times. A claim moves the due time
 * to the claim's end: no other process has the order meanwhile, and one that dies leaves it due
 * again. Thread-safe.
 */
public final class DueOrders {
  // A flood of refused notifications about one order costs one query a minute (FORGERY_INERT).
  private static final Duration BETWEEN_HINTS = Duration.ofSeconds(60);

  private final Store store;
  private final Sql dueAccounts;
  private final Sql dueOrders;
  private final Sql leaseOrders;
  private final Sql parkedRefunds;
  private final Sql parkedPayment;
  private final Sql askedOrder;
  private final Sql hintOrder;

  public DueOrders(Store store) {
    this.store = store;
    dueAccounts = load("accounts_with_due_orders");
    dueOrders = load("due_orders");
    leaseOrders = load("lease_orders");
    parkedRefunds = load("parked_refunds");
    parkedPayment = load("parked_payment");
    askedOrder = load("asked_order");
    hintOrder = load("hint_order");
  }

  private Sql load(String name) {
    return Sql.load(DueOrders.class, store, name);
  }

  /**
   * A claimed order.
   *
   * @param parked there is evidence that waits for it
   * @param parkedRefunds the out_refund_no of waiting evidence about refunds; read only where the
   *     order is paid
   * @param parkedSince when the oldest that waits for WeChat Pay's word was learnt, of refunds
   *     where the order is paid, of a payment where it is not; null: there is none
   * @param elsewhere the transaction_id of a payment that waits has paid another order
   * @param step how many queries there were
   * @param placed through Paybell, so that it is Paybell's to close
   * @param lease until when no other process has it
   */
  public record Claimed(
      OrderKey key,
      @Nullable String subMchid,
      TradeState tradeState,
      boolean parked,
      List<String> parkedRefunds,
      @Nullable Instant parkedSince,
      boolean elsewhere,
      int step,
      Instant createdAt,
      @Nullable Instant expiresAt,
      boolean placed,
      Instant lease) {
    public Claimed {
      parkedRefunds = List.copyOf(parkedRefunds);
    }

    /** When the order's ladder ends. */
    public Instant end() {
      return expiresAt == null ? createdAt.plus(Ladder.WITHOUT_EXPIRY) : expiresAt;
    }

    /** Whether it is closed at its end: a shop that said when it stops waiting means it. */
    public boolean closable() {
      return placed || expiresAt != null;
    }
  }

  /**
   * Those of the accounts that have due orders. Only reads, by the index.
   *
   * @param accounts their names
   */
  public Set<String> accounts(Connection connection, Collection<String> accounts, Instant now)
      throws SQLException {
    var rows = dueAccounts.rows();
    for (var account : accounts) {
      rows.add().set("account", account).set("now", now);
    }
    return new HashSet<>(rows.query(connection, row -> row.mustText("account")));
  }

  /**
   * Claims due orders of an account, the longest due first. An order that another transaction holds
   * at this moment is passed over.
   *
   * @param leaseUntil when they are due again if no outcome of the query is written
   * @param limit at least 1
   */
  public List<Claimed> claim(
      Connection connection, String account, Instant now, Instant leaseUntil, int limit)
      throws SQLException {
    var lease = leaseUntil.truncatedTo(ChronoUnit.MICROS);
    var due =
        dueOrders
            .rows()
            .set("account", account)
            .set("now", now)
            .set("limit", limit)
            .query(connection, row -> read(row, account, lease));
    var leased = leaseOrders.rows();
    var claimed = new ArrayList<Claimed>();
    for (var order : due) {
      leased
          .add()
          .set("account", account)
          .set("out_trade_no", order.key().outTradeNo())
          .set("lease", lease);
      claimed.add(
          !order.parked()
              ? order
              : order.tradeState().paid()
                  ? withRefunds(connection, order)
                  : withPayment(connection, order));
    }
    leased.execute(connection);
    return claimed;
  }

  private static Claimed read(Result row, String account, Instant lease) throws SQLException {
    return new Claimed(
        new OrderKey(account, row.mustText("out_trade_no")),
        row.text("sub_mchid"),
        TradeState.valueOf(row.mustText("trade_state")),
        row.flag("parked"),
        List.of(),
        null,
        false,
        (int) row.number("query_step"),
        row.mustInstant("created_at"),
        row.instant("expires_at"),
        row.text("trade_type") != null,
        lease);
  }

  private record Waiting(String outRefundNo, Instant since) {}

  private Claimed withRefunds(Connection connection, Claimed order) throws SQLException {
    var waiting =
        parkedRefunds
            .rows()
            .set("account", order.key().account())
            .set("out_trade_no", order.key().outTradeNo())
            .query(
                connection,
                row -> new Waiting(row.mustText("out_refund_no"), row.mustInstant("since")));
    return waiting(
        order,
        waiting.stream().map(Waiting::outRefundNo).toList(),
        waiting.stream().map(Waiting::since).min(Instant::compareTo).orElse(null),
        false);
  }

  private Claimed withPayment(Connection connection, Claimed order) throws SQLException {
    return parkedPayment
        .rows()
        .set("account", order.key().account())
        .set("out_trade_no", order.key().outTradeNo())
        .first(
            connection,
            row -> {
              var since = row.instant("since");
              return since == null
                  ? order
                  : waiting(order, List.of(), since, row.number("elsewhere") > 0);
            })
        .orElse(order);
  }

  private static Claimed waiting(
      Claimed order, List<String> refunds, @Nullable Instant since, boolean elsewhere) {
    return new Claimed(
        order.key(),
        order.subMchid(),
        order.tradeState(),
        order.parked(),
        refunds,
        since,
        elsewhere,
        order.step(),
        order.createdAt(),
        order.expiresAt(),
        order.placed(),
        order.lease());
  }

  /**
   * Says when a claimed order is due next. Does nothing if the claim is no longer ours, or if the
   * order needs no asking any more: what was learnt has cleared its due time.
   *
   * @param counted whether this was a rung of its ladder
   * @param next null: the ladder has ended
   * @throws StoreUnavailableException if the store cannot be asked; the claim ends by itself
   */
  public void asked(Claimed order, boolean counted, @Nullable Instant next) {
    store.change(
        connection ->
            askedOrder
                .rows()
                .set("account", order.key().account())
                .set("out_trade_no", order.key().outTradeNo())
                .set("lease", order.lease())
                .set("counted", counted ? 1 : 0)
                .set("next_query_at", next == null ? null : next.truncatedTo(ChronoUnit.MICROS))
                .execute(connection));
  }

  /**
   * Makes an open order due now, at most once a minute however often it is called.
   *
   * @return whether it is due now
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public boolean hint(String account, String outTradeNo, Instant now) {
    return store.change(
        connection ->
            hintOrder
                    .rows()
                    .set("account", account)
                    .set("out_trade_no", outTradeNo)
                    .set("now", now)
                    .set("before", now.minus(BETWEEN_HINTS))
                    .execute(connection)
                == 1);
  }
}
