package io.github.paybell.spring.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The shop's connections for what makes its own transactions: the timers, and at start what changes
 * the schema. They count as Paybell's share of the pool. Thread-safe.
 */
final class OwnConnections extends AbstractDataSource {
  private final DataSource pool;
  private final PoolShare share;
  private volatile boolean plain = true;

  OwnConnections(DataSource pool, PoolShare share) {
    this.pool = pool;
    this.share = share;
  }

  /**
   * From now on connections are as the pool gives them. Until then they are the driver's own: a
   * pool that reads SQL as a firewall does refuses statements that change a schema, and one that
   * closes a connection for an error closes it for a question that may be answered with no.
   */
  void started() {
    plain = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var held = share.enter();
    try {
      var pooled = pool.getConnection();
      try {
        return new Handed(pooled, plain ? driver(pooled) : pooled, held).proxy();
      } catch (SQLException | RuntimeException e) {
        pooled.close();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  // What JDBC says of a database is said by the driver, which knows whose it is.
  private static Connection driver(Connection pooled) throws SQLException {
    @Nullable Connection own = pooled.getMetaData().getConnection();
    return own == null ? pooled : own;
  }

  /** One connection on its way to the pool and back. */
  private static final class Handed implements InvocationHandler {
    private final Connection pooled;
    private final Connection used;
    private final PoolShare.Held held;
    private final boolean autoCommit;
    private final AtomicBoolean closed = new AtomicBoolean();

    Handed(Connection pooled, Connection used, PoolShare.Held held) throws SQLException {
      this.pooled = pooled;
      this.used = used;
      this.held = held;
      autoCommit = used.getAutoCommit();
    }

    Connection proxy() {
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "close":
          close();
          return null;
        case "isClosed":
          return closed.get() || used.isClosed();
        case "equals":
          return arguments != null && proxy == arguments[0];
        case "hashCode":
          return System.identityHashCode(proxy);
        default:
          try {
            return method.invoke(used, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
      }
    }

    private void close() throws SQLException {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      try (held;
          pooled) {
        // The pool did not see it change.
        if (used != pooled && !used.isClosed() && used.getAutoCommit() != autoCommit) {
          used.setAutoCommit(autoCommit);
        }
      }
    }
  }
}
