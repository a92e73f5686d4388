package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another client of the database, that holds an order's row in its transaction. */
public final class LockedOrder implements AutoCloseable {
  private final Connection connection;

  private LockedOrder(Connection connection) {
    this.connection = connection;
  }

  /** The order is locked from here on. */
  public static LockedOrder in(StoreOptions options, String account, String outTradeNo)
      throws SQLException {
    var connection =
        DriverManager.getConnection(options.url(), options.username(), options.password());
    connection.setAutoCommit(false);
    lock(connection, account, outTradeNo);
    return new LockedOrder(connection);
  }

  /** Locks it in the transaction of this connection. */
  public static void lock(Connection connection, String account, String outTradeNo)
      throws SQLException {
    // Not by a query: MariaDB's would read another key of so small a table, and lock it all.
    try (var lock =
        connection.prepareStatement(
            "update paybell_order set parked = parked where account = ? and out_trade_no = ?")) {
      lock.setString(1, account);
      lock.setString(2, outTradeNo);
      assertThat(lock.executeUpdate()).isEqualTo(1);
    }
  }

  public Connection connection() {
    return connection;
  }

  /** It is locked no more. */
  public void release() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
