package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes an expected payment into its row. Thread-safe. */
final class Registering {
  private final LedgerSql sql;
  private final Ladder ladder;

  /**
   * @param ladder when an unpaid order is asked about first
   */
  Registering(LedgerSql sql, Ladder ladder) {
    this.sql = sql;
    this.ladder = ladder;
  }

  /**
   * Makes the row, unless there is one.
   *
   * @return whether it was made
   */
  boolean insert(Connection connection, String account, NewOrder order, Instant now)
      throws SQLException {
    boolean created = fill(sql.insertOrder.rows(), account, order, now).execute(connection) == 1;
    insertReference(connection, account, order);
    return created;
  }

  /**
   * Fills a row that is there: the stub that evidence left, or an order that is not placed. The
   * caller has locked it, and the reference has its row.
   */
  void fill(Connection connection, String account, NewOrder order, Instant now)
      throws SQLException {
    fill(sql.fillOrder.rows(), account, order, now).execute(connection);
  }

  /** Makes the row of the order's reference, unless there is one. */
  void insertReference(Connection connection, String account, NewOrder order) throws SQLException {
    if (order.reference() != null) {
      sql.insertReference
          .rows()
          .set("account", account)
          .set("reference", order.reference())
          .execute(connection);
    }
  }

  private Rows fill(Rows rows, String account, NewOrder order, Instant now) {
    var expiresAt = order.expiresAt();
    var placedAs = order.placedAs();
    return rows.set("account", account)
        .set("out_trade_no", order.outTradeNo())
        .set("amount_total", order.total())
        .set("currency", order.currency())
        .set("reference", order.reference())
        .set("appid", order.appid())
        .set("sub_mchid", order.subMchid())
        .set("description", order.description())
        .set("attach", order.attach())
        .set("expires_at", expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS))
        .set("late_payment", name(order.policies().late()))
        .set("duplicate_payment", name(order.policies().duplicate()))
        .set("trade_type", placedAs == null ? null : placedAs.tradeType())
        .set("placement", placedAs == null ? null : placedAs.digest())
        .set("registered", placedAs == null)
        // Of an order that is to be placed the first attempt is under way once this commits.
        .set("attempts", placedAs == null ? 0 : 1)
        .set("next_query_at", firstQuery(order, now))
        .set("now", now);
  }

  /** When an order of which nothing is known is asked about. */
  Instant firstQuery(NewOrder order, Instant now) {
    var expiresAt = order.expiresAt();
    var end = expiresAt == null ? now.plus(Ladder.WITHOUT_EXPIRY) : expiresAt;
    return ladder.next(0, now, end).truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable String name(@Nullable MoneyPolicy policy) {
    return policy == null ? null : policy.wireName();
  }
}
