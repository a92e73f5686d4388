package io.github.paybell.engine.bill;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of {@code paybell_difference}, and a day as the admin API shows it. Thread-safe. */
final class Reports {
  private final DayClaims claims;
  private final Sql delete;
  private final Sql insert;
  private final Sql list;

  Reports(Store store, DayClaims claims) {
    this.claims = claims;
    delete = Sql.load(Reports.class, store, "delete_differences");
    insert = Sql.load(Reports.class, store, "insert_difference");
    list = Sql.load(Reports.class, store, "differences");
  }

  /** Puts these differences in the place of an earlier run's. */
  void replace(Connection connection, BillDay day, List<DifferenceView> differences)
      throws SQLException {
    delete
        .rows()
        .set("account", day.account())
        .set("bill_date", day.day().toString())
        .execute(connection);
    var rows = insert.rows();
    for (var each : differences) {
      var detail = each.detail();
      rows.add()
          .set("account", day.account())
          .set("bill_date", day.day().toString())
          .set("position", each.position())
          .set("kind", each.kind())
          .set("out_trade_no", each.outTradeNo())
          .set("out_refund_no", each.outRefundNo())
          .set("transaction_id", each.transactionId())
          .set("bill_fen", each.billFen())
          .set("ledger_fen", each.ledgerFen())
          .set("outcome", each.outcome())
          .set(
              "detail",
              detail == null || detail.length() <= 256 ? detail : detail.substring(0, 256));
    }
    rows.execute(connection);
  }

  /**
   * @param after position of the last difference seen; 0: from the first
   * @param limit how many differences
   */
  Optional<ReconciliationView> view(Connection connection, BillDay day, int after, int limit)
      throws SQLException {
    var differences = new ArrayList<DifferenceView>();
    if (limit > 0) {
      differences.addAll(differences(connection, day, after, limit));
    }
    return claims.read(
        connection,
        day,
        row ->
            new ReconciliationView(
                day.account(),
                day.day(),
                row.mustText("state"),
                row.text("reason"),
                (int) row.number("tries"),
                row.instant("next_try_at"),
                row.instant("started_at"),
                row.instant("finished_at"),
                row.text("report"),
                differences));
  }

  private List<DifferenceView> differences(Connection connection, BillDay day, int after, int limit)
      throws SQLException {
    return list.rows()
        .set("account", day.account())
        .set("bill_date", day.day().toString())
        .set("after", after)
        .set("limit", limit)
        .query(
            connection,
            row ->
                new DifferenceView(
                    (int) row.number("position"),
                    row.mustText("kind"),
                    row.text("out_trade_no"),
                    row.text("out_refund_no"),
                    row.text("transaction_id"),
                    row.numberOrNull("bill_fen"),
                    row.numberOrNull("ledger_fen"),
                    row.mustText("outcome"),
                    row.text("detail")));
  }
}
