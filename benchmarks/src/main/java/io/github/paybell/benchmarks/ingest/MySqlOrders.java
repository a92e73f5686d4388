package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;

/** The seeded orders in MySQL, and their count at the end. */
record MySqlOrders(MySql mysql) {
  private static final int BATCH = 1_000;

  static MySqlOrders seed(MySql mysql, long count) throws SQLException {
    var address = mysql.address();
    Store.open(
            new StoreOptions(
                address.url(), address.username(), "", StoreOptions.DEFAULT_MAX_CONNECTIONS))
        .close();
    var orders = new MySqlOrders(mysql);
    try (var connection = mysql.connect();
        var statement = connection.createStatement();
        var insert =
            connection.prepareStatement(
                """
                insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
                  appid, description, expires_at, version, created_at, updated_at)
                with recursive series (n) as (select 0 union all select n + 1 from series where n < ?)
                select ?, concat('PB', lpad(n, 15, '0')), 'NOTPAY', ?, 'CNY', ?, 'a flat white',
                  utc_timestamp(6) + interval 1 day, 1, utc_timestamp(6), utc_timestamp(6)
                  from series
                """)) {
      statement.execute("set cte_max_recursion_depth = " + count);
      insert.setLong(1, count - 1);
      insert.setString(2, MerchantFixture.ACCOUNT);
      insert.setLong(3, MerchantFixture.TOTAL);
      insert.setString(4, MerchantFixture.APPID);
      insert.executeUpdate();
    }
    orders.tidy();
    return orders;
  }

  void tidy() throws SQLException {
    try (var connection = mysql.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "analyze table paybell_order, paybell_notification, paybell_evidence, paybell_event");
    }
  }

  /** As {@link OrderTable#count}. */
  OrderTable.Count count(BitSet acknowledged) throws SQLException {
    try (var connection = mysql.connect()) {
      connection.setAutoCommit(false);
      insert(connection, acknowledged);
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select
                    (select count(*) from acknowledged a
                       join paybell_order o on o.account = '%1$s'
                        and o.out_trade_no = a.out_trade_no and o.trade_state = 'SUCCESS'
                        and o.transaction_id = a.transaction_id
                       join paybell_notification m on m.account = o.account
                        and m.dedupe_key = concat('pay:', a.transaction_id, ':SUCCESS')
                       join paybell_evidence e on e.account = o.account
                        and e.out_trade_no = o.out_trade_no and e.notification_id = m.id
                       join paybell_event v on v.account = o.account
                        and v.subject = o.out_trade_no and v.version = o.version),
                    (select count(*) from paybell_notification)
                  """
                      .formatted(MerchantFixture.ACCOUNT))) {
        row.next();
        return new OrderTable.Count(acknowledged.cardinality(), row.getLong(1), row.getLong(2));
      }
    }
  }

  private static void insert(Connection connection, BitSet acknowledged) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          create temporary table acknowledged (
            out_trade_no   varchar(32) character set ascii collate ascii_bin primary key,
            transaction_id varchar(32) character set ascii collate ascii_bin not null)
          """);
    }
    var numbers = acknowledged.stream().iterator();
    while (numbers.hasNext()) {
      var rows = new StringBuilder("insert into acknowledged values ");
      for (int i = 0; i < BATCH && numbers.hasNext(); i++) {
        int n = numbers.next();
        rows.append(i == 0 ? "('" : ", ('")
            .append(MerchantFixture.outTradeNo(n))
            .append("', '")
            .append(MerchantFixture.transactionId(n))
            .append("')");
      }
      try (var statement = connection.createStatement()) {
        statement.execute(rows.toString());
      }
    }
  }
}
