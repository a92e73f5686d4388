package io.github.paybell.engine.together;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A database that a process speaks to until it dies: before or after the n-th thing that it wants
 * of it. From then on it gets nothing, and what it had not committed is gone.
 */
final class Mortal {
  private static final Set<String> CALLS =
      Set.of(
          "getConnection",
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeBatch",
          "commit",
          "rollback");

  private int calls;
  private int deadline = Integer.MAX_VALUE;
  private boolean before;
  private boolean dead;

  /** Dies at the n-th call from now on. */
  synchronized void dieAt(int n, boolean beforeIt) {
    calls = 0;
    deadline = n;
    before = beforeIt;
    dead = false;
  }

  /** A new process, which lives on. */
  synchronized void liveOn() {
    dieAt(Integer.MAX_VALUE, true);
  }

  synchronized boolean isDead() {
    return dead;
  }

  synchronized int calls() {
    return calls;
  }

  DataSource over(DataSource source) {
    return proxy(DataSource.class, source);
  }

  private synchronized void enter(String method) throws SQLException {
    if (CALLS.contains(method)) {
      calls++;
      dead |= before && calls == deadline;
    }
    requireLife();
  }

  private synchronized void leave(String method) throws SQLException {
    dead |= CALLS.contains(method) && !before && calls >= deadline;
    requireLife();
  }

  private void requireLife() throws SQLException {
    if (dead) {
      throw new SQLException("this process is dead", "08006");
    }
  }

  private <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            Mortal.class.getClassLoader(), new Class<?>[] {type}, new Heir(target)));
  }

  private final class Heir implements InvocationHandler {
    private final Object target;

    Heir(Object target) {
      this.target = target;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      if (method.getName().equals("close")) {
        if (isDead() && target instanceof Connection connection && !connection.getAutoCommit()) {
          connection.rollback();
        }
        return invoke(method, args);
      }
      enter(method.getName());
      var result = invoke(method, args);
      try {
        leave(method.getName());
      } catch (SQLException e) {
        if (result instanceof Connection connection) {
          connection.close();
        }
        throw e;
      }
      return heirTo(method.getReturnType(), result);
    }

    // By what was asked for: a statement of SQLite is its own ParameterMetaData, too.
    private Object heirTo(Class<?> type, Object result) {
      return type == Connection.class || type == PreparedStatement.class || type == Statement.class
          ? proxy(type, result)
          : result;
    }

    private Object invoke(Method method, Object[] args) throws Throwable {
      try {
        return method.invoke(target, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
