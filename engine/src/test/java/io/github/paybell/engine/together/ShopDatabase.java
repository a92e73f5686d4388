package io.github.paybell.engine.together;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.store.Transactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A shop's own database, with a table of its own, pools of its own and transactions by hand. */
final class ShopDatabase implements AutoCloseable {
  private final StoreOptions options;
  private final HikariDataSource writes;
  private final HikariDataSource reads;
  private final Mortal mortal = new Mortal();
  private boolean migrated;

  ShopDatabase(TestStores stores) throws SQLException {
    options = stores.create();
    writes = pool(stores, true);
    reads = stores == TestStores.SQLITE ? pool(stores, false) : writes;
    // No key on purpose: a second fulfilment must be seen, not prevented.
    try (var connection = writes.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "create table fulfilment (out_trade_no varchar(64) not null, event varchar(64) not"
              + " null)");
    }
  }

  private HikariDataSource pool(TestStores stores, boolean writing) {
    var config = new HikariConfig();
    config.setJdbcUrl(options.url());
    config.setUsername(options.username());
    config.setPassword(options.password());
    config.setMaximumPoolSize(stores == TestStores.SQLITE && writing ? 1 : 10);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2_000);
    switch (stores) {
      case SQLITE -> {
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "1500");
        config.addDataSourceProperty("transaction_mode", writing ? "IMMEDIATE" : "DEFERRED");
      }
      case MARIADB, MYSQL -> {
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
      }
      case POSTGRESQL -> {}
    }
    return new HikariDataSource(config);
  }

  /** Who may die while it speaks to this. */
  Mortal mortal() {
    return mortal;
  }

  /**
   * @param immortal whether whoever has it lives on when {@link #mortal} dies
   */
  Store store(boolean immortal) throws SQLException {
    var writing = immortal ? writes : mortal.over(writes);
    var reading = immortal ? reads : mortal.over(reads);
    var store = Store.within(writing, new ByHand(writing), new ByHand(reading), !migrated, null);
    migrated = true;
    return store;
  }

  /** The shop's own transaction. */
  <T> T write(Transactions.Work<T> work) throws SQLException {
    return new ByHand(writes).run(work);
  }

  private record ByHand(DataSource source) implements Transactions {
    @Override
    public <T> T run(Transactions.Work<T> work) throws SQLException {
      try (var connection = source.getConnection()) {
        connection.setAutoCommit(false);
        try {
          var result = work.run(connection);
          connection.commit();
          return result;
        } catch (Throwable e) {
          rollback(connection, e);
          throw e;
        }
      }
    }

    private static void rollback(Connection connection, Throwable cause) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** What the shop fulfilled of an order, by its events. */
  List<String> fulfilled(String outTradeNo) throws SQLException {
    return texts("select event from fulfilment where out_trade_no = '" + outTradeNo + "'");
  }

  /** The first column of each row, past all code of ours. */
  List<String> texts(String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
