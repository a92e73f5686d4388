package io.github.paybell.engine.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New connections by a driver, each looked at before it is used. Thread-safe.
 *
 * <p>The first failure is thrown. After it the caller waits until there is a connection, or until
 * it is interrupted: a pool that is told of each failure makes ever longer pauses, up to 5 s, in
 * which a database that is back is not used.
 */
abstract class DriverConnections implements DataSource {
  private static final long PAUSE_MILLIS = 250;

  private final Properties properties;
  private volatile boolean failed;

  /**
   * @param properties for the driver
   */
  DriverConnections(Properties properties) {
    this.properties = properties;
  }

  private Connection await(Properties named) throws SQLException {
    while (true) {
      try {
        var connection = connect(named);
        failed = false;
        return connection;
      } catch (SQLException e) {
        if (!failed) {
          failed = true;
          throw e;
        }
        pause(e);
      }
    }
  }

  /** Until the next attempt. */
  void pause(SQLException failure) throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** A connection with these properties, user and password among them. */
  abstract Connection connect(Properties named) throws SQLException;

  @Override
  public final Connection getConnection() throws SQLException {
    return await(properties);
  }

  @Override
  public final Connection getConnection(String username, @Nullable String password)
      throws SQLException {
    var named = new Properties();
    named.putAll(properties);
    named.setProperty("user", username);
    if (password != null) {
      named.setProperty("password", password);
    }
    return await(named);
  }

  @Override
  public final void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public final int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public final @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public final void setLogWriter(@Nullable PrintWriter writer) {}

  @Override
  public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
