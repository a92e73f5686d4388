package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * What the ledger knows of one day, read in stretches, so that no transaction stays open and no
 * memory grows with the day. Thread-safe.
 */
final class LedgerDay {
  private static final int STRETCH = 2000;

  private final Store store;
  private final Sql payments;
  private final Sql refunds;

  LedgerDay(Store store) {
    this.store = store;
    payments = Sql.load(LedgerDay.class, store, "ledger_payments");
    refunds = Sql.load(LedgerDay.class, store, "ledger_refunds");
  }

  /** Takes the lines as they are read. */
  interface Lines {
    void line(LedgerLine line) throws IOException;
  }

  boolean isEmpty(BillDay day) throws SQLException {
    return payments(day, "", 1).isEmpty() && refunds(day, "", 1).isEmpty();
  }

  void read(BillDay day, Lines lines) throws SQLException, IOException {
    read(after -> payments(day, after, STRETCH), LedgerLine::outTradeNo, lines);
    read(after -> refunds(day, after, STRETCH), LedgerDay::outRefundNo, lines);
  }

  private interface Stretch {
    List<LedgerLine> after(String key) throws SQLException;
  }

  private static void read(Stretch stretch, Function<LedgerLine, String> key, Lines lines)
      throws SQLException, IOException {
    var after = "";
    List<LedgerLine> next;
    do {
      next = stretch.after(after);
      for (var line : next) {
        lines.line(line);
        after = key.apply(line);
      }
    } while (next.size() == STRETCH);
  }

  private static String outRefundNo(LedgerLine line) {
    var refund = line.refund();
    return refund == null ? "" : refund.outRefundNo();
  }

  private List<LedgerLine> payments(BillDay day, String after, int limit) throws SQLException {
    return store.read(
        connection ->
            payments
                .rows()
                .set("account", day.account())
                .set("bill_date", day.day().toString())
                .set("after", after)
                .set("limit", limit)
                .query(
                    connection,
                    row ->
                        new LedgerLine(
                            row.mustText("out_trade_no"),
                            row.text("transaction_id"),
                            row.numberOrNull("amount_total"),
                            row.text("currency"),
                            null)));
  }

  private List<LedgerLine> refunds(BillDay day, String after, int limit) throws SQLException {
    return store.read(
        connection ->
            refunds
                .rows()
                .set("account", day.account())
                .set("bill_date", day.day().toString())
                .set("after", after)
                .set("limit", limit)
                .query(
                    connection,
                    row ->
                        new LedgerLine(
                            row.mustText("out_trade_no"),
                            row.text("transaction_id"),
                            row.numberOrNull("amount_total"),
                            row.text("currency"),
                            new LedgerLine.Refund(
                                row.mustText("out_refund_no"),
                                row.text("refund_id"),
                                row.number("amount_refund"),
                                RefundStatus.valueOf(row.mustText("refund_status"))))));
  }
}
