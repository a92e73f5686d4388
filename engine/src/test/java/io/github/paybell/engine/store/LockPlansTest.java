package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.Delivery;
import io.github.paybell.engine.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MySQL locks each row that a statement reads, so what a plan reads is what other transactions wait
 * for. Left to itself its optimizer scans a small table.
 */
class LockPlansTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  @ParameterizedTest(name = "{0} rows, {1} asked for")
  @CsvSource({"1,1", "1,100", "100,1", "100,100"})
  @DisplayName("TOGETHER: on MySQL a statement that locks reads its rows by their key, however few")
  void byKey(int stored, int asked) throws SQLException {
    try (var store = Store.open(TestStores.MYSQL.create())) {
      store.write(
          connection -> {
            fill(connection, stored);
            return 0;
          });

      assertThat(plan(store, Ledger.class, "look", asked))
          .containsEntry("o", "eq_ref PRIMARY")
          .containsEntry("n", "eq_ref account");
      assertThat(plan(store, Ledger.class, "lock_references", asked))
          .containsEntry("r", "eq_ref PRIMARY");
      assertThat(plan(store, Delivery.class, "held", asked)).containsEntry("d", "eq_ref PRIMARY");
      assertThat(plan(store, Delivery.class, "lease", asked)).containsEntry("d", "eq_ref PRIMARY");
    }
  }

  private static void fill(Connection connection, int stored) throws SQLException {
    try (var sql = connection.createStatement()) {
      for (int i = 0; i < stored; i++) {
        var id = id(i);
        sql.execute(
            "insert into paybell_order (account, out_trade_no, trade_state, version, created_at,"
                + " updated_at)"
                + (" values ('shop', '" + number(i) + "', 'NOTPAY', 1, now(6), now(6))"));
        sql.execute(
            "insert into paybell_notification (id, account, dedupe_key, api, event_type, verdict,"
                + " raw, first_seen, last_seen, times_seen)"
                + (" values ('" + id + "', 'shop', '" + id + "', 'v3', 'payment', 'applied', '',")
                + " now(6), now(6), 1)");
        sql.execute(
            "insert into paybell_reference (account, reference) values ('shop', '"
                + number(i)
                + "')");
        sql.execute(
            "insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)"
                + (" values ('" + id + "', 'crm', 'pending', 0, now(6))"));
      }
      sql.execute(
          "analyze table paybell_order, paybell_notification, paybell_reference, paybell_delivery");
    }
  }

  /** How each table is read, and by which key, by its alias. */
  private static Map<String, String> plan(Store store, Class<?> room, String name, int asked)
      throws SQLException {
    var rows = Sql.load(room, store, name).rows();
    for (int i = 0; i < asked; i++) {
      rows.add()
          .set("i", i)
          .set("account", "shop")
          .set("dedupe_key", id(i))
          .set("out_trade_no", number(i))
          .set("reference", number(i))
          .set("event_id", id(i))
          .set("subscriber", "crm")
          .set("claim", id(i))
          .set("lease_end", NOW);
    }
    return store.write(
        connection -> {
          try (var statement =
              connection.prepareStatement("explain format=traditional " + rows.text())) {
            rows.bind(connection, statement, 0);
            var tables = new TreeMap<String, String>();
            try (var lines = statement.executeQuery()) {
              while (lines.next()) {
                tables.put(
                    lines.getString("table"),
                    lines.getString("type") + " " + lines.getString("key"));
              }
            }
            return tables;
          }
        });
  }

  private static String number(int i) {
    return "ORDER" + i;
  }

  private static String id(int i) {
    return String.format("00000000-0000-7000-8000-%012d", i);
  }
}
