package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How problems stand in the store. */
final class ProblemRows {
  private ProblemRows() {}

  /** An account's open problem that is about no single order. */
  static Optional<OpenProblem> open(
      LedgerSql sql,
      Connection connection,
      String account,
      ProblemKind kind,
      String cause,
      @Nullable String member)
      throws SQLException {
    return sql.openProblemByCause
        .rows()
        .set("account", account)
        .set("kind", kind.wireName())
        .set("cause", cause)
        .set("member", member == null ? "" : member)
        .first(connection, OpenProblem::of);
  }

  /** Adds a problem that opens. */
  static void insert(
      Rows rows,
      OpenProblem problem,
      String key,
      @Nullable String outTradeNo,
      @Nullable UUID evidence,
      Instant now) {
    rows.add()
        .set("id", problem.id())
        .set("account", problem.account())
        .set("kind", problem.kind().wireName())
        .set("out_trade_no", outTradeNo)
        .set("cause", problem.cause())
        .set("member", problem.member())
        .set(
            "severity",
            problem.severity() == problem.kind().severity() ? null : problem.severity().wireName())
        .set("evidence_id", evidence)
        .set("open_key", key)
        .set("now", now);
  }

  /**
   * Adds that a problem came up again.
   *
   * @param cause as it stands now; null: as before
   */
  static void count(Rows rows, UUID id, @Nullable String cause, Instant now) {
    rows.add().set("id", id).set("cause", cause).set("now", now);
  }

  /** Adds that a problem ends. */
  static void close(Rows rows, UUID id, String resolution, @Nullable String note, Instant now) {
    rows.add().set("id", id).set("resolution", resolution).set("note", note).set("now", now);
  }

  /** The orders that the notifications of a problem speak of. */
  static ProblemOrders orders(LedgerSql sql, Connection connection, UUID id) throws SQLException {
    long total =
        sql.countOrdersOfProblem
            .rows()
            .set("problem_id", id)
            .first(connection, row -> row.number("orders_total"))
            .orElseThrow();
    return new ProblemOrders(total == 0 ? List.of() : first(sql, connection, id), (int) total);
  }

  private static List<String> first(LedgerSql sql, Connection connection, UUID id)
      throws SQLException {
    return sql.ordersOfProblem
        .rows()
        .set("problem_id", id)
        .set("limit", ProblemOrders.MOST)
        .query(connection, row -> row.mustText("out_trade_no"));
  }

  /** Runs a query of problems. */
  static List<ProblemView> views(LedgerSql sql, Connection connection, Rows query)
      throws SQLException {
    var views = new ArrayList<ProblemView>();
    for (var view : query.query(connection, ProblemRows::view)) {
      views.add(
          view.outTradeNo() == null && view.ordersTotal() > 0
              ? view.about(first(sql, connection, view.id()))
              : view);
    }
    return views;
  }

  /** Without the orders of one that notifications share. */
  private static ProblemView view(Result row) throws SQLException {
    var kind = row.mustText("kind");
    var outTradeNo = row.text("out_trade_no");
    return new ProblemView(
        row.mustUuid("id"),
        row.mustText("account"),
        kind,
        ProblemKind.ofWire(kind).severity(row.text("severity")).wireName(),
        outTradeNo,
        row.text("cause"),
        row.text("member"),
        outTradeNo == null ? List.of() : List.of(outTradeNo),
        outTradeNo == null ? (int) row.number("orders_total") : 1,
        row.mustText("state"),
        row.text("resolution"),
        row.text("note"),
        (int) row.number("times_seen"),
        row.mustInstant("opened_at"),
        row.mustInstant("last_seen"),
        row.instant("closed_at"));
  }
}
