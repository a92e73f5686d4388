package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import org.postgresql.PGConnection;

/** The seeded orders, and the count that ends every run. Not thread-safe. */
final class OrderTable {
  private static final String SCHEMA = "/io/github/paybell/engine/store/postgresql/V1__paybell.sql";

  /** Rows of the past in one transaction. */
  private static final long CHUNK = 100_000;

  private final Postgres postgres;

  OrderTable(Postgres postgres) {
    this.postgres = postgres;
  }

  /** As Paybell's server makes it when it starts. */
  void createSchema() {
    Store.open(
            new StoreOptions(
                postgres.jdbcUrl(), "postgres", null, StoreOptions.DEFAULT_MAX_CONNECTIONS))
        .close();
  }

  /** Stores the past: orders 0 to count - 1, paid, each with notification, evidence and event. */
  void storePast(long count) throws SQLException, IOException {
    try (var in = OrderTable.class.getResourceAsStream("past.sql")) {
      if (in == null) {
        throw new IOException("past.sql is not on the class path");
      }
      String raw =
          V2SampleNotification.paid(
                  MerchantFixture.outTradeNo(0),
                  MerchantFixture.transactionId(0),
                  V2SampleNotification.Algorithm.MD5)
              .xml();
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(":raw", raw);
      try (var connection = postgres.connect();
          var statement = connection.createStatement()) {
        for (long first = 0; first < count; first += CHUNK) {
          long last = Math.min(first + CHUNK, count) - 1;
          statement.execute(
              script.replace(":first", Long.toString(first)).replace(":last", Long.toString(last)));
        }
      }
    }
  }

  /** Registers unpaid orders, and leaves the tables vacuumed and on disk. */
  void seed(long first, long count) throws SQLException {
    try (var connection = postgres.connect();
        var insert =
            connection.prepareStatement(
                """
                insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
                  appid, description, expires_at, version, created_at, updated_at)
                select ?, 'PB' || lpad(n::text, 15, '0'), 'NOTPAY', ?, 'CNY',
                  ?, 'a flat white',
                  now() + interval '1 day', 1, now(), now()
                  from generate_series(?, ?) n
                """)) {
      insert.setString(1, MerchantFixture.ACCOUNT);
      insert.setLong(2, MerchantFixture.TOTAL);
      insert.setString(3, MerchantFixture.APPID);
      insert.setLong(4, first);
      insert.setLong(5, first + count - 1);
      insert.executeUpdate();
    }
    tidy();
  }

  /**
   * Vacuum, statistics, and all dirty pages on disk, so that no window pays for what was before.
   */
  void tidy() throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
  }

  /**
   * What is there of the acknowledged notifications.
   *
   * @param acknowledged how many were answered with success
   * @param there how many of them have their notification, their order paid by the right
   *     transaction, evidence and event
   * @param stored all notifications that are stored, acknowledged or not
   */
  record Count(long acknowledged, long there, long stored) {
    boolean complete() {
      return acknowledged == there;
    }
  }

  Count count(BitSet acknowledged) throws SQLException, IOException {
    try (var connection = postgres.connect()) {
      copy(connection, acknowledged);
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select
                    (select count(*) from acknowledged),
                    (select count(*) from acknowledged a
                       join paybell_order o on o.account = '%1$s'
                        and o.out_trade_no = 'PB' || lpad(a.n::text, 15, '0')
                        and o.trade_state = 'SUCCESS'
                        and o.transaction_id = '420000000120261122' || lpad(a.n::text, 10, '0')
                       join paybell_notification m on m.account = o.account
                        and m.dedupe_key = 'pay:' || o.transaction_id || ':SUCCESS'
                       join paybell_evidence e on e.account = o.account
                        and e.out_trade_no = o.out_trade_no and e.notification_id = m.id
                       join paybell_event v on v.account = o.account
                        and v.subject = o.out_trade_no and v.version = o.version),
                    (select count(*) from paybell_notification)
                  """
                      .formatted(MerchantFixture.ACCOUNT))) {
        row.next();
        return new Count(row.getLong(1), row.getLong(2), row.getLong(3));
      }
    }
  }

  private static void copy(Connection connection, BitSet acknowledged)
      throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      statement.execute("create temporary table acknowledged (n bigint primary key)");
      var lines = new StringBuilder(acknowledged.cardinality() * 8);
      acknowledged.stream().forEach(n -> lines.append(n).append('\n'));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy acknowledged from stdin", new StringReader(lines.toString()));
      statement.execute("analyze acknowledged");
    }
  }
}
