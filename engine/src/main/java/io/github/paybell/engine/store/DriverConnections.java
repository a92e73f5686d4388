package io.github.paybell.engine.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections by a driver, each looked at before anybody uses it. Thread-safe. */
abstract class DriverConnections implements DataSource {
  private final Properties properties;

  /**
   * @param properties for the driver
   */
  DriverConnections(Properties properties) {
    this.properties = properties;
  }

  /** A connection with these properties, user and password among them. */
  abstract Connection connect(Properties named) throws SQLException;

  @Override
  public final Connection getConnection() throws SQLException {
    return connect(properties);
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
    return connect(named);
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
