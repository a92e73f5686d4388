package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.BitSet;

/** The seeded orders of one SQLite file, and their count at the end. */
record SqliteOrders(StoreOptions store) {
  static SqliteOrders seed(Path dataDirectory, long count) throws SQLException {
    var orders = new SqliteOrders(StoreOptions.embedded(dataDirectory));
    Store.open(orders.store).close();
    try (var connection = DriverManager.getConnection(orders.store.url());
        var insert =
            connection.prepareStatement(
                """
                with recursive series(n) as (select 0 union all select n + 1 from series where n < ?)
                insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
                  appid, description, version, created_at, updated_at)
                select ?, 'PB' || printf('%015d', n), 'NOTPAY', ?, 'CNY', ?, 'a flat white', 1,
                  '2026-11-22T02:00:00.000000Z', '2026-11-22T02:00:00.000000Z'
                  from series
                """)) {
      insert.setLong(1, count - 1);
      insert.setString(2, MerchantFixture.ACCOUNT);
      insert.setLong(3, MerchantFixture.TOTAL);
      insert.setString(4, MerchantFixture.APPID);
      insert.executeUpdate();
    }
    return orders;
  }

  /** As {@link OrderTable#count}; reads one row for each acknowledged notification. */
  OrderTable.Count count(BitSet acknowledged) throws SQLException {
    try (var connection = DriverManager.getConnection(store.url());
        var one =
            connection.prepareStatement(
                """
                select count(*) from paybell_order o
                  join paybell_notification m on m.account = o.account
                   and m.dedupe_key = 'pay:' || o.transaction_id || ':SUCCESS'
                  join paybell_evidence e on e.account = o.account
                   and e.out_trade_no = o.out_trade_no and e.notification_id = m.id
                  join paybell_event v on v.account = o.account
                   and v.subject = o.out_trade_no and v.version = o.version
                 where o.account = ? and o.out_trade_no = ? and o.trade_state = 'SUCCESS'
                   and o.transaction_id = ?
                """)) {
      long there = 0;
      for (int n = acknowledged.nextSetBit(0); n >= 0; n = acknowledged.nextSetBit(n + 1)) {
        one.setString(1, MerchantFixture.ACCOUNT);
        one.setString(2, MerchantFixture.outTradeNo(n));
        one.setString(3, MerchantFixture.transactionId(n));
        try (var row = one.executeQuery()) {
          there += row.next() ? row.getLong(1) : 0;
        }
      }
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select count(*) from paybell_notification")) {
        row.next();
        return new OrderTable.Count(acknowledged.cardinality(), there, row.getLong(1));
      }
    }
  }
}
