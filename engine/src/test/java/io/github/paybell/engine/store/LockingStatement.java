package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement of the engine that locks rows, with values that ask for the first rows of {@link
 * NumberedRows}.
 *
 * @param name its room and file, such as {@code ledger/look}
 */
record LockingStatement(String name, Sql sql) {
  private static final Pattern LOCKS =
      Pattern.compile("(?s)(update|delete)\\b.*|.*\\bfor (update|share)\\b.*");

  /** Values that are the same whatever is asked for. */
  private static final Map<String, Object> CONSTANTS =
      Map.ofEntries(
          Map.entry("account", NumberedRows.ACCOUNT),
          Map.entry("after", ""),
          Map.entry("currency", "CNY"),
          Map.entry("duplicate_payment", "hold"),
          Map.entry("judgement", "applied"),
          Map.entry("late_payment", "hold"),
          Map.entry("nothing", new byte[0]),
          Map.entry("paid_on", "2026-01-05"),
          Map.entry("refund_status", "PROCESSING"),
          Map.entry("severity", "warning"),
          Map.entry("trade_state", "NOTPAY"),
          Map.entry("trade_type", "JSAPI"),
          Map.entry("type", "payment.succeeded"),
          Map.entry("verdict", "applied"));

  /** Flags and numbers whose value decides nothing here. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "any_.*|accepted|ask|attempts|counted|duplicate|is_final|fulfilled|version|late|open|open_problems|over"
              + "|parked|payer_.*|amount_.*|registered|settlement_refund|status|keep|strangers|bytes|step|times|took_ms"
              + "|tries|untold|version");

  private static final Pattern TIMES =
      Pattern.compile(".*_at|.*_before|before|past|lease_end|lease_until|now");

  /** All of them, as this dialect gets them. */
  static List<LockingStatement> all(Dialect dialect) {
    var all = new ArrayList<LockingStatement>();
    for (var name : Statements.names()) {
      var sql = Sql.find(dialect, name);
      if (sql.isPresent() && LOCKS.matcher(sql.get().text.toLowerCase(Locale.ROOT)).matches()) {
        all.add(new LockingStatement(name, sql.get()));
      }
    }
    return all;
  }

  /** Values that ask for the first rows. */
  Rows asking(int rows) {
    var values = sql.rows();
    for (int i = 0; i < (sql.jsonColumn >= 0 ? rows : 1); i++) {
      values.add();
      for (var column : sql.columns.keySet()) {
        values.set(column, value(column, i, rows));
      }
      if (sql.jsonColumn >= 0) {
        for (var column :
            List.of(
                "account",
                "dedupe_key",
                "out_trade_no",
                "transaction_id",
                "out_refund_no",
                "reference",
                "event_id",
                "subscriber",
                "claim")) {
          values.set(column, value(column, i, rows));
        }
        values.set("i", i);
      }
    }
    return values;
  }

  /** Runs it, and asks for the first rows. */
  void run(Connection connection, int rows) throws SQLException {
    var values = asking(rows);
    if (sql.text.startsWith("select")) {
      values.query(connection, row -> rows);
    } else {
      values.execute(connection);
    }
  }

  private Object value(String column, int i, int asked) {
    var constant = CONSTANTS.get(column);
    if (constant != null) {
      return constant;
    }
    if (COUNTS.matcher(column).matches()) {
      return 1;
    }
    if (column.equals("past") && name.startsWith("delivery/prune")) {
      return NumberedRows.id(asked);
    }
    if (name.startsWith("inbox/wake") && !column.equals("account")) {
      return NumberedRows.time(-asked);
    }
    return switch (column) {
      case "limit" -> asked;
      case "upto" -> NumberedRows.id(asked - 1);
      case "arrived_at", "lease", "started_at" -> NumberedRows.time(i);
      case "bill_date" -> NumberedRows.day(i);
      case "subscriber" -> name.contains("delete_sub") ? NumberedRows.no(i) : "crm";
      case "state" -> name.startsWith("bill/") ? "done" : "pending";
      case "id", "event_id", "notification_id", "problem_id", "claim" -> NumberedRows.id(i);
      default ->
          TIMES.matcher(column).matches() ? NumberedRows.time(asked - 1) : NumberedRows.no(i);
    };
  }
}
