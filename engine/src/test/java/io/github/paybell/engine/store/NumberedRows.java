package io.github.paybell.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Many rows of each table that a statement locks; their keys tell their numbers, from 0. */
final class NumberedRows {
  /** Whose they are; an account has only one of some. */
  static final String ACCOUNT = "shop000000000000";

  private static final Instant BEGIN = Instant.parse("2026-01-05T02:00:00Z");

  /** The column whose last digits are the row's number, of each table. */
  static final Map<String, String> KEYS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("paybell_account", "account"),
              Map.entry("paybell_pace", "account"),
              Map.entry("paybell_platform_key", "serial"),
              Map.entry("paybell_reconciliation", "bill_date"),
              Map.entry("paybell_difference", "bill_date"),
              Map.entry("paybell_order", "out_trade_no"),
              Map.entry("paybell_refund", "out_refund_no"),
              Map.entry("paybell_reference", "reference"),
              Map.entry("paybell_notification", "id"),
              Map.entry("paybell_arrival", "notification_id"),
              Map.entry("paybell_evidence", "id"),
              Map.entry("paybell_event", "id"),
              Map.entry("paybell_problem", "id"),
              Map.entry("paybell_problem_notification", "problem_id"),
              Map.entry("paybell_complaint", "complaint_id"),
              Map.entry("paybell_rejection", "id"),
              Map.entry("paybell_replica", "id"),
              Map.entry("paybell_subscriber", "subscriber"),
              Map.entry("paybell_subscription", "subscriber"),
              Map.entry("paybell_delivery", "event_id"),
              Map.entry("paybell_attempt", "event_id")));

  private NumberedRows() {}

  /** Fills the tables and has the optimizer count them. */
  static void fill(Connection connection, int rows) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(
          Dialect.of(connection) == Dialect.MYSQL
              ? "set cte_max_recursion_depth = " + rows
              : "set max_recursive_iterations = " + rows);
      for (var statement :
          script().replaceAll("--.*", "").replace(":rows", Integer.toString(rows)).split(";")) {
        if (!statement.isBlank()) {
          sql.execute(statement);
        }
      }
      sql.execute("analyze table " + String.join(", ", KEYS.keySet()));
    }
  }

  private static String script() {
    try (var in =
        Objects.requireNonNull(NumberedRows.class.getResourceAsStream("numbered_rows.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row's number, in SQL: a text of nine digits; a key that has none is its own. */
  static String number(String table) {
    return "right(" + KEYS.get(table) + ", 9)";
  }

  static String number(int number) {
    return String.format("%09d", number);
  }

  static Instant time(int number) {
    return BEGIN.plusSeconds(number);
  }

  static String id(int number) {
    return String.format("00000000-0000-7000-8000-%012d", number);
  }

  static String no(int number) {
    return String.format("N%012d", number);
  }

  static String day(int number) {
    return String.format("D%09d", number);
  }
}
