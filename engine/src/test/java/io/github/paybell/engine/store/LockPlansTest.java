package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * MySQL and MariaDB lock each row that a statement reads, so what a plan reads is what other
 * transactions wait for. Left to itself their optimizers scan a small table. What each statement
 * that locks is to read stands in {@code lock_plans.txt}, and MariaDB is asked for those that it
 * has in common with MySQL.
 */
class LockPlansTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Another size of the tables, besides the small ones. */
  private static final int MORE = Integer.getInteger("paybell.test.rows", 0);

  private static final int STORED = 100;

  private static final String ALL_ROWS = "all rows";

  /**
   * What an account's changed keys or settings make due is not kept apart from other accounts'. A
   * change is rare, and who is in the way is there for a moment.
   */
  private static final Set<String> WIDE = Set.of("inbox/wake_handling", "inbox/wake_notifications");

  /** Statements with a condition that no numbered row fulfils, so that they let it go again. */
  private static final Set<String> CHANGE_NONE =
      Set.of(
          "inbox/release_notification",
          "inbox/resume_notification",
          "ledger/confirm_refusal",
          "ledger/never_taken",
          "ledger/not_placed",
          "ledger/placed_after_all",
          "ledger/refund_again",
          "ledger/refuse_refund");

  @Test
  @DisplayName("TOGETHER: of each statement that locks it is said what it reads")
  void named() {
    assertThat(LockingStatement.all(Dialect.MYSQL))
        .extracting(LockingStatement::name)
        .containsExactlyElementsOf(expected().keySet());
  }

  static Stream<Arguments> sizes() {
    return Stream.of(TestStores.MYSQL, TestStores.MARIADB)
        .flatMap(
            kind ->
                Stream.of(1, STORED, MORE)
                    .filter(stored -> stored > 0)
                    .map(stored -> Arguments.of(kind, stored)));
  }

  @ParameterizedTest(name = "{0}, {1} rows")
  @MethodSource("sizes")
  @DisplayName("TOGETHER: a statement that locks reads by its key, however few rows there are")
  void byKey(TestStores kind, int stored) throws SQLException {
    try (var store = store(kind, stored)) {
      var statements = statements(store);
      var expected = expected();
      expected.keySet().retainAll(statements.stream().map(LockingStatement::name).toList());

      for (int asked : new int[] {1, 100}) {
        Map<String, String> plans = store.write(connection -> plans(connection, statements, asked));
        assertThat(plans).as("for " + asked + " rows").containsExactlyInAnyOrderEntriesOf(expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} of 100 rows")
  @CsvSource({"MYSQL,1", "MYSQL,10", "MARIADB,1", "MARIADB,10"})
  @DisplayName("TOGETHER: a statement that locks does not wait for a row that it is not asked for")
  void waitsForNone(TestStores kind, int asked) throws SQLException {
    try (var store = store(kind, STORED);
        var others = patient(store);
        var own = store.dataSource().getConnection()) {
      try (var sql = others.createStatement()) {
        for (var table : NumberedRows.KEYS.entrySet()) {
          // Not the row after those that are asked for: the end of a range is found by reading it.
          sql.execute(
              "update "
                  + table.getKey()
                  + (" set " + table.getValue() + " = " + table.getValue())
                  + (" where " + NumberedRows.number(table.getKey()) + " > '")
                  + (NumberedRows.number(asked) + "'"));
        }
      }
      try (var sql = own.createStatement()) {
        sql.execute("set innodb_lock_wait_timeout = 1");
      }
      var waited = new TreeMap<String, String>();
      for (var statement : narrow(store)) {
        try {
          statement.run(own, asked);
        } catch (SQLException e) {
          waited.put(statement.name(), e.getMessage());
        }
        own.rollback();
      }
      others.rollback();

      assertThat(waited).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}, {1} of 100 rows")
  @CsvSource({"MYSQL,1", "MYSQL,10", "MARIADB,1", "MARIADB,10"})
  @DisplayName("TOGETHER: a statement that locks holds no row that it is not asked for")
  void holdsNone(TestStores kind, int asked) throws SQLException {
    try (var store = store(kind, STORED);
        var own = patient(store);
        var others = store.dataSource().getConnection()) {
      var held = new TreeMap<String, Set<String>>();
      var none = new ArrayList<String>();
      for (var statement : narrow(store)) {
        statement.run(own, asked);
        var rows = held(others, statement);
        if (rows.isEmpty()) {
          none.add(statement.name());
        }
        rows.removeIf(
            row -> row.substring(row.indexOf(' ') + 1).compareTo(NumberedRows.number(asked)) <= 0);
        if (!rows.isEmpty()) {
          held.put(statement.name(), rows);
        }
        own.rollback();
        others.rollback();
      }

      assertThat(held).isEmpty();
      assertThat(none).as("it holds what it is asked for").isSubsetOf(CHANGE_NONE);
    }
  }

  /** A connection whose transaction may stand still for as long as the test takes. */
  private static Connection patient(Store store) throws SQLException {
    var connection = store.dataSource().getConnection();
    if (store.dialect() == Dialect.MARIADB) {
      try (var sql = connection.createStatement()) {
        sql.execute("set idle_transaction_timeout = 0");
      }
    }
    return connection;
  }

  private static Store store(TestStores kind, int rows) throws SQLException {
    var options = kind.create();
    var store = Store.open(options);
    // Not by the store's own connections, which wait 10 s for an answer: a million rows take
    // longer.
    try (var connection =
        DriverManager.getConnection(options.url(), options.username(), options.password())) {
      NumberedRows.fill(connection, rows);
    }
    return store;
  }

  /** Those that are MySQL's. */
  private static List<LockingStatement> statements(Store store) {
    return LockingStatement.all(Dialect.MYSQL).stream()
        .filter(
            statement ->
                Sql.find(store.dialect(), statement.name())
                    .map(sql -> sql.text.equals(statement.sql().text))
                    .orElse(false))
        .toList();
  }

  /** Those that are not to read all rows, nor all that wait. */
  private static List<LockingStatement> narrow(Store store) {
    var expected = expected();
    return statements(store).stream()
        .filter(
            statement -> {
              var plan = expected.get(statement.name());
              return !WIDE.contains(statement.name()) && (plan == null || !plan.contains(ALL_ROWS));
            })
        .toList();
  }

  /** What nobody else can lock: tables with the numbers of their rows. */
  private static Set<String> held(Connection others, LockingStatement statement)
      throws SQLException {
    var held = new HashSet<String>();
    for (var table : NumberedRows.KEYS.keySet()) {
      if (statement.sql().text.matches("(?s).*\\b" + table + "\\b.*")) {
        var numbers = "select " + NumberedRows.number(table) + " from " + table;
        var all = query(others, numbers);
        query(others, numbers + " for update skip locked").forEach(all::remove);
        all.forEach(number -> held.add(table + " " + number));
      }
    }
    return held;
  }

  private static List<String> query(Connection connection, String query) throws SQLException {
    try (var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      var numbers = new ArrayList<String>();
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
      return numbers;
    }
  }

  private static Map<String, String> expected() {
    try (var in =
        Objects.requireNonNull(LockPlansTest.class.getResourceAsStream("lock_plans.txt"))) {
      var expected = new TreeMap<String, String>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": "))
          .forEach(line -> expected.put(line[0], line[1]));
      return expected;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> plans(
      Connection connection, List<LockingStatement> statements, int asked) throws SQLException {
    if (Dialect.of(connection) == Dialect.MYSQL) {
      try (var sql = connection.createStatement()) {
        sql.execute("set explain_json_format_version = 1");
      }
    }
    var plans = new TreeMap<String, String>();
    for (var statement : statements) {
      var rows = statement.asking(asked);
      try (var explain = connection.prepareStatement("explain format=json " + rows.text())) {
        rows.bind(connection, explain, 0);
        try (var plan = explain.executeQuery()) {
          plan.next();
          var tables = new ArrayList<String>();
          collect(JSON.readTree(plan.getString(1)), tables);
          plans.put(statement.name(), String.join("; ", tables.stream().sorted().toList()));
        }
      }
    }
    return plans;
  }

  private static boolean derived(JsonNode table) {
    return table.has("table_function")
        || table.has("materialized_from_subquery")
        || table.path("table_name").asString().startsWith("<");
  }

  /** Which tables are read, by their aliases, and by how much of which key. */
  private static void collect(JsonNode node, List<String> tables) {
    if (node.has("table_name") && !derived(node)) {
      var access = node.path("access_type").asString();
      var parts = new ArrayList<String>();
      node.path("used_key_parts").forEach(part -> parts.add(part.asString()));
      tables.add(
          node.path("table_name").asString()
              + " "
              + (access.equals("ALL") || access.equals("index")
                  ? ALL_ROWS
                  : node.path("key").asString() + "(" + String.join(", ", parts) + ")"));
    }
    node.forEach(child -> collect(child, tables));
  }
}
