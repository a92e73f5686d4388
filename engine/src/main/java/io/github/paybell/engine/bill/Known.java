package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger stands now with the orders and refunds of some lines: what is missing on the
 * bill's day may be there on another, or have come meanwhile. Thread-safe.
 */
final class Known {
  private final Sql orders;
  private final Sql refunds;

  Known(Store store) {
    orders = Sql.load(Known.class, store, "known_orders");
    refunds = Sql.load(Known.class, store, "known_refunds");
  }

  /**
   * One line's.
   *
   * @param ledger the payment or refund; null: the order is not paid, the refund not known
   * @param total fen, what the order asks for; null: it is not registered
   * @param told the same was told before and waits, or was put before a person
   * @param day on which the ledger has it, {@code yyyy-MM-dd}
   * @param accepted WeChat Pay is known to have the refund
   */
  record Standing(
      @Nullable LedgerLine ledger,
      @Nullable Long total,
      boolean told,
      @Nullable String day,
      boolean accepted) {
    static final Standing NOTHING = new Standing(null, null, false, null, false);

    boolean registered() {
      return total != null;
    }
  }

  /**
   * @return per index of {@code lines}
   */
  Map<Integer, Standing> orders(Connection connection, String account, List<BillLine> lines)
      throws SQLException {
    var rows = orders.rows();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      rows.add()
          .set("i", i)
          .set("account", account)
          .set("out_trade_no", line.outTradeNo())
          .set("transaction_id", line.transactionId())
          .set("amount_total", line.total());
    }
    var standings = new HashMap<Integer, Standing>();
    rows.query(
        connection,
        row -> {
          int i = (int) row.number("i");
          standings.put(i, order(row, lines.get(i).outTradeNo()));
          return i;
        });
    return standings;
  }

  private static Standing order(Result row, String outTradeNo) throws SQLException {
    var state = row.text("trade_state");
    var total = row.numberOrNull("amount_total");
    boolean paid = state != null && TradeState.valueOf(state).paid();
    return new Standing(
        paid
            ? new LedgerLine(
                outTradeNo, row.text("transaction_id"), total, row.text("currency"), null)
            : null,
        total,
        row.flag("told"),
        row.text("paid_on"),
        true);
  }

  /**
   * @param lines each with a refund
   * @return per index of {@code lines}
   */
  Map<Integer, Standing> refunds(Connection connection, String account, List<BillLine> lines)
      throws SQLException {
    var rows = refunds.rows();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var refund = Objects.requireNonNull(line.refund());
      rows.add()
          .set("i", i)
          .set("account", account)
          .set("out_trade_no", line.outTradeNo())
          .set("out_refund_no", refund.outRefundNo())
          .set("amount_refund", refund.amount())
          .set("refund_status", BillEvidence.status(refund).name());
    }
    var standings = new HashMap<Integer, Standing>();
    rows.query(
        connection,
        row -> {
          int i = (int) row.number("i");
          standings.put(i, refund(row));
          return i;
        });
    return standings;
  }

  private static Standing refund(Result row) throws SQLException {
    var outRefundNo = row.text("out_refund_no");
    var total = row.numberOrNull("amount_total");
    return new Standing(
        outRefundNo == null
            ? null
            : new LedgerLine(
                row.mustText("f_out_trade_no"),
                row.text("transaction_id"),
                total,
                row.text("currency"),
                new LedgerLine.Refund(
                    outRefundNo,
                    row.text("refund_id"),
                    row.number("amount_refund"),
                    RefundStatus.valueOf(row.mustText("refund_status")))),
        total,
        row.flag("told"),
        row.text("requested_on"),
        row.flag("accepted"));
  }
}
