package io.github.paybell.benchmarks.ladder;

import io.github.paybell.benchmarks.report.Spread;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.store.Dialect;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A store with so many open orders, and the time it takes to find those that are due. */
final class OpenOrders implements AutoCloseable {
  private static final String ACCOUNT = "shop";
  private static final int PARTS = 5;

  // The store's connections give up a statement after 10 s.
  private static final int CHUNK = 50_000;

  private static final String FILL_POSTGRESQL =
      """
      insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
          next_query_at, version, created_at, updated_at)
      select 'shop', 'ORDER-' || i, 'NOTPAY', 100, 'CNY',
          timestamptz '2026-01-10T02:00:00Z' + (i * 7919 %% %1$d) * interval '1 second',
          1, '2026-01-05T02:00:00Z', '2026-01-05T02:00:00Z'
        from generate_series(%2$d::bigint, %3$d::bigint) i
      """;

  private static final String FILL_SQLITE =
      """
      with recursive n (i) as (select %2$d union all select i + 1 from n where i < %3$d)
      insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
          next_query_at, version, created_at, updated_at)
      select 'shop', 'ORDER-' || i, 'NOTPAY', 100, 'CNY',
          strftime('%%Y-%%m-%%dT%%H:%%M:%%S.000000Z', '2026-01-10', (i * 7919 %% %1$d) || ' seconds'),
          1, '2026-01-05T02:00:00.000000Z', '2026-01-05T02:00:00.000000Z'
        from n
      """;

  private final Store store;
  private final DueOrders due;
  private final int batch;
  private final Random random = new Random(1);
  private final List<Long> looks = new ArrayList<>();
  private final List<Long> claims = new ArrayList<>();
  private final List<Long> commits = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-05T02:00:00Z");
  private int count;

  /**
   * @param batch how many become due at a time, and are claimed
   */
  OpenOrders(StoreOptions options, int batch) {
    this.batch = batch;
    store = Store.open(options);
    due = new DueOrders(store);
  }

  /** Registers orders that are due one by one over the coming days. */
  void fill(int orders) throws SQLException {
    count = orders;
    boolean postgresql = store.dialect() == Dialect.POSTGRESQL;
    for (int from = 1; from <= orders; from += CHUNK) {
      int to = Math.min(orders, from + CHUNK - 1);
      run((postgresql ? FILL_POSTGRESQL : FILL_SQLITE).formatted(orders, from, to));
    }
    if (postgresql) {
      try (var connection = store.dataSource().getConnection()) {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
          statement.execute("vacuum analyze paybell_order");
        }
        connection.setAutoCommit(false);
      }
    } else {
      run("analyze");
    }
  }

  private void run(String statement) throws SQLException {
    store.write(
        connection -> {
          try (var sql = connection.createStatement()) {
            return sql.execute(statement);
          }
        });
  }

  /** A look that finds nothing; then orders from anywhere become due, and are claimed. */
  void round() throws SQLException {
    now = now.plusSeconds(1);
    long begun = System.nanoTime();
    var nothing = store.read(connection -> due.accounts(connection, List.of(ACCOUNT), now));
    looks.add(System.nanoTime() - begun);
    if (!nothing.isEmpty()) {
      throw new IllegalStateException("something was due");
    }
    makeDue();
    now = now.plusSeconds(1);
    long[] claimed = new long[1];
    begun = System.nanoTime();
    long from = begun;
    var orders =
        store.write(
            connection -> {
              var some = due.claim(connection, ACCOUNT, now, now.plus(Duration.ofDays(400)), batch);
              claimed[0] = System.nanoTime() - from;
              return some;
            });
    commits.add(System.nanoTime() - begun);
    claims.add(claimed[0]);
    if (orders.size() != batch) {
      throw new IllegalStateException("claimed " + orders.size());
    }
  }

  private void makeDue() throws SQLException {
    var chosen = new ArrayList<String>();
    random.ints(1, count + 1).distinct().limit(batch).forEach(i -> chosen.add("'ORDER-" + i + "'"));
    var time =
        store.dialect() == Dialect.POSTGRESQL
            ? "'" + now + "'"
            : "'" + now.toString().replace("Z", ".000000Z") + "'";
    run(
        "update paybell_order set next_query_at = "
            + time
            + " where account = 'shop' and out_trade_no in ("
            + String.join(", ", chosen)
            + ")");
  }

  /** What was measured so far was only to get warm. */
  void forget() {
    looks.clear();
    claims.clear();
    commits.clear();
  }

  Spread looks() {
    return medians(looks);
  }

  Spread claims() {
    return medians(claims);
  }

  Spread commits() {
    return medians(commits);
  }

  /** Microseconds: the median of the medians of five parts, and their range. */
  private static Spread medians(List<Long> nanos) {
    var parts = new ArrayList<Double>();
    int size = nanos.size() / PARTS;
    for (int part = 0; part < PARTS; part++) {
      long[] sorted =
          nanos.subList(part * size, (part + 1) * size).stream()
              .mapToLong(Long::longValue)
              .toArray();
      Arrays.sort(sorted);
      parts.add(sorted[size / 2] / 1000.0);
    }
    return Spread.of(parts);
  }

  /** How the database finds the due orders. */
  String explain() throws SQLException {
    makeDue();
    boolean postgresql = store.dialect() == Dialect.POSTGRESQL;
    var query =
        statement(postgresql ? "due_orders.sql" : "sqlite/due_orders.sql")
            .replaceAll("--[^\\n]*", "")
            .replace(":account", "'shop'")
            .replace(":now", "'" + now.plusSeconds(1) + "'")
            .replace(":limit", Integer.toString(batch));
    return store.write(
        connection ->
            rows(
                connection,
                (postgresql ? "explain (analyze, buffers, timing off) " : "explain query plan ")
                    + query));
  }

  private static String rows(Connection connection, String query) throws SQLException {
    var lines = new StringBuilder();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      int last = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        lines.append("  ").append(rows.getString(last)).append('\n');
      }
    }
    return lines.toString();
  }

  private static String statement(String name) {
    try (var in = DueOrders.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no statement " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
