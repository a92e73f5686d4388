package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The attempts to place an order at WeChat Pay, so that a number that WeChat Pay never took can be
 * told from one that it may have. Each attempt is counted before its call leaves, and taken back
 * only when it was refused: one that is under way, died or had an unknown outcome counts for ever.
 *
 * <p>An order is <i>not placed</i> if it was never registered, every attempt was refused, nothing
 * was learnt of it, and WeChat Pay says that it has no such order. It may then be placed with other
 * data, and is not asked about. A new attempt, a registration and whatever is learnt of it end
 * this, each in its own transaction (docs/adr/0014). Thread-safe.
 */
public final class PlaceAttempts {
  private final Store store;
  private final Clock clock;
  private final Sql placeMarks;
  private final Sql beginPlacing;
  private final Sql expectOrder;
  private final Sql placeRefused;
  private final Sql notPlaced;
  private final Sql placedAfterAll;

  PlaceAttempts(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    placeMarks = load("place_marks");
    beginPlacing = load("begin_placing");
    expectOrder = load("expect_order");
    placeRefused = load("place_refused");
    notPlaced = load("not_placed");
    placedAfterAll = load("placed_after_all");
  }

  private Sql load(String name) {
    return Sql.load(PlaceAttempts.class, store, name);
  }

  /**
   * What is known of an order's attempts.
   *
   * @param registered the shop registered it, not only placed it
   * @param open attempts that were not refused
   */
  record Marks(boolean registered, long open, boolean notPlaced) {
    private static Marks of(Result row) throws SQLException {
      return new Marks(row.flag("registered"), row.number("place_unknown"), row.flag("not_placed"));
    }

    /** Whether WeChat Pay's word decides that it is not placed. */
    private boolean undecided() {
      return !registered && open == 0;
    }
  }

  Marks marks(Connection connection, OrderKey key) throws SQLException {
    return about(placeMarks, key).first(connection, Marks::of).orElseThrow();
  }

  /**
   * An attempt to place a known order begins; its row is locked.
   *
   * @param firstQuery when it is asked about if it was not asked about before
   */
  void begin(Connection connection, OrderKey key, PlacedAs as, Instant firstQuery, Instant now)
      throws SQLException {
    about(beginPlacing, key)
        .set("trade_type", as.tradeType())
        .set("placement", as.digest())
        .set("next_query_at", firstQuery)
        .set("now", now)
        .execute(connection);
  }

  /** An order that was only placed is registered too; its row is locked. */
  void expect(Connection connection, OrderKey key, Instant firstQuery, Instant now)
      throws SQLException {
    about(expectOrder, key).set("next_query_at", firstQuery).set("now", now).execute(connection);
  }

  /**
   * An attempt had no effect: WeChat Pay refused it, or the call was not made.
   *
   * @return whether WeChat Pay should be asked if it has the order, because it may count as not
   *     placed
   * @throws StoreUnavailableException if the store cannot be asked; the attempt counts for ever
   */
  public boolean refused(String account, String outTradeNo) {
    var key = new OrderKey(account, outTradeNo);
    return store.change(
        connection -> {
          about(placeRefused, key).execute(connection);
          return marks(connection, key).undecided();
        });
  }

  /**
   * WeChat Pay says that it has no such order.
   *
   * @throws StoreUnavailableException if the store cannot be asked; it may be said again
   */
  public void notThere(String account, String outTradeNo) {
    var key = new OrderKey(account, outTradeNo);
    if (read(key).filter(Marks::undecided).isPresent()) {
      store.change(connection -> about(notPlaced, key).execute(connection));
    }
  }

  /**
   * WeChat Pay says that it has the order.
   *
   * @throws StoreUnavailableException if the store cannot be asked; it may be said again
   */
  public void there(String account, String outTradeNo) {
    var key = new OrderKey(account, outTradeNo);
    if (read(key).filter(Marks::notPlaced).isPresent()) {
      store.change(
          connection -> about(placedAfterAll, key).set("now", clock.instant()).execute(connection));
    }
  }

  private Optional<Marks> read(OrderKey key) {
    return store.ask(connection -> about(placeMarks, key).first(connection, Marks::of));
  }

  private static Rows about(Sql sql, OrderKey key) {
    return sql.rows().set("account", key.account()).set("out_trade_no", key.outTradeNo());
  }
}
