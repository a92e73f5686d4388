package io.github.paybell.engine.delivery;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Transactions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that dies at one call to the database, before or after it: from then on nothing of it
 * reaches the database. Commits are calls too: one of which nobody hears.
 */
final class DyingConnections implements Transactions {
  /** What only a process feels that is no more. */
  static final class Death extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1;

    Death() {
      super("the process died");
    }
  }

  private final Store store;
  private final int call;
  private final boolean before;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean armed;
  private volatile boolean died;

  /**
   * @param call 0 for the first after {@link #arm}
   */
  DyingConnections(Store store, int call, boolean before) {
    this.store = store;
    this.call = call;
    this.before = before;
  }

  void arm() {
    armed = true;
  }

  boolean died() {
    return died;
  }

  private interface Call<T> {
    T make() throws SQLException;
  }

  @Override
  public <T> T run(Transactions.Work<T> work) throws SQLException {
    boolean committed = at(() -> true);
    assert committed;
    boolean[] dead = new boolean[1];
    T result =
        store.write(
            connection -> {
              T value = work.run(dying(connection));
              // The commit: before it all is undone; after it nobody hears that it was.
              if (armed && !died && calls.getAndIncrement() == call) {
                died = true;
                if (before) {
                  throw new Death();
                }
                dead[0] = true;
              } else {
                alive();
              }
              return value;
            });
    if (dead[0]) {
      throw new Death();
    }
    return result;
  }

  private void alive() throws Death {
    if (died) {
      throw new Death();
    }
  }

  private <T> T at(Call<T> made) throws SQLException {
    alive();
    boolean here = armed && calls.getAndIncrement() == call;
    if (here && before) {
      died = true;
      throw new Death();
    }
    T value = made.make();
    if (here) {
      died = true;
      throw new Death();
    }
    return value;
  }

  private Connection dying(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          var made = invoke(connection, method, arguments);
          return made instanceof PreparedStatement statement ? dying(statement) : made;
        });
  }

  private PreparedStatement dying(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) ->
            method.getName().startsWith("execute")
                ? at(() -> invokeSql(statement, method, arguments))
                : invoke(statement, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DyingConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invokeSql(
      Object target, java.lang.reflect.Method method, Object[] arguments) throws SQLException {
    try {
      return invoke(target, method, arguments);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
