package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The orders that are paid, and what the database holds of their payments. */
public final class PaidOrders {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private PaidOrders() {}

  /** Makes the schema and registers orders, as the server does. */
  public static void register(StoreOptions options, int count) throws SQLException {
    var now = UTC.format(Instant.now());
    var end = UTC.format(Instant.now().plusSeconds(86_400));
    try (var store = Store.open(options)) {
      store.write(
          connection -> {
            try (var insert =
                connection.prepareStatement(
                    """
                    insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,
                      appid, description, expires_at, version, created_at, updated_at)
                    values (?, ?, 'NOTPAY', ?, 'CNY', ?, 'a flat white', '%s', 1, '%s', '%s')
                    """
                        .formatted(end, now, now))) {
              for (int n = 0; n < count; n++) {
                insert.setString(1, MerchantFixture.ACCOUNT);
                insert.setString(2, MerchantFixture.outTradeNo(n));
                insert.setLong(3, MerchantFixture.TOTAL);
                insert.setString(4, MerchantFixture.APPID);
                insert.addBatch();
              }
              return insert.executeBatch();
            }
          });
    }
  }

  /**
   * What is there.
   *
   * @param stored notifications
   * @param different of them, by what they say
   * @param paid orders that are SUCCESS
   * @param events {@code payment.succeeded}
   * @param told orders that have one
   */
  public record Count(long stored, long different, long paid, long events, long told) {
    /** Each payment is there once. */
    public boolean each(long count) {
      return equals(new Count(count, count, count, count, count));
    }
  }

  public static Count count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select
                  (select count(*) from paybell_notification),
                  (select count(distinct dedupe_key) from paybell_notification),
                  (select count(*) from paybell_order where trade_state = 'SUCCESS'),
                  (select count(*) from paybell_event where type = 'payment.succeeded'),
                  (select count(distinct subject) from paybell_event where type = 'payment.succeeded')
                """)) {
      row.next();
      return new Count(
          row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }
  }
}
