package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * A DataSource that chooses another one by what a thread has said, such as Spring's or
 * dynamic-datasource's. Paybell's records are in one database: the one that a thread gets which has
 * said nothing. Thread-safe.
 */
final class Routing {
  private static final String DYNAMIC =
      "com.baomidou.dynamic.datasource.ds.AbstractRoutingDataSource";
  private static final String TRANSACTION = "com.baomidou.dynamic.datasource.tx.TransactionContext";

  private final DataSource router;
  private final Method choose;
  private final DataSource own;

  private Routing(DataSource router, Method choose) {
    this.router = router;
    this.choose = choose;
    DataSource chosen = null;
    try {
      chosen = unsaid(this::chosen);
    } catch (SQLException | RuntimeException e) {
      // said below
    }
    if (chosen == null) {
      throw new SettingsException(
          "The shop's routing DataSource "
              + router.getClass().getSimpleName()
              + " gives a thread that says nothing no database, so Paybell does not know where its"
              + " records belong.",
          "Give it a default: setDefaultTargetDataSource(…), for dynamic-datasource"
              + " spring.datasource.dynamic.primary.");
    }
    own = chosen;
  }

  /**
   * @return null: it does not choose
   * @throws SettingsException if it has no default
   */
  static @Nullable Routing of(DataSource source) {
    if (source instanceof DelegatingDataSource wrapper) {
      @Nullable DataSource target = wrapper.getTargetDataSource();
      return target == null ? null : of(target);
    }
    for (Class<?> type = source.getClass(); type != null; type = type.getSuperclass()) {
      if (type == AbstractRoutingDataSource.class) {
        return new Routing(source, method(type, "determineTargetDataSource"));
      }
      if (type.getName().equals(DYNAMIC)) {
        return new Routing(source, method(type, "determineDataSource"));
      }
    }
    return null;
  }

  private static Method method(Class<?> type, String name) {
    try {
      var method = type.getDeclaredMethod(name);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " is of an unknown version", e);
    }
  }

  private @Nullable DataSource chosen() {
    try {
      return (DataSource) choose.invoke(router);
    } catch (IllegalAccessException | InvocationTargetException e) {
      // It knows no database for what the thread said.
      return null;
    }
  }

  /** The database that Paybell's records are in. */
  DataSource own() {
    return own;
  }

  /** Whether this thread would get another database than Paybell's. */
  boolean elsewhere() {
    return chosen() != own;
  }

  /** Whether dynamic-datasource's own transaction, which Spring does not know, is active. */
  static boolean isTransaction() {
    return DsTransaction.XID != null && DsTransaction.isActive(DsTransaction.XID);
  }

  private static final class DsTransaction {
    static final @Nullable Method XID = find();

    private static @Nullable Method find() {
      try {
        return Class.forName(TRANSACTION, false, Routing.class.getClassLoader())
            .getMethod("getXID");
      } catch (ClassNotFoundException | NoSuchMethodException | LinkageError e) {
        return null;
      }
    }

    static boolean isActive(Method xid) {
      try {
        return xid.invoke(null) instanceof String id && !id.isEmpty();
      } catch (IllegalAccessException | InvocationTargetException e) {
        return false;
      }
    }
  }

  /** Runs work on a thread that has said nothing, and waits for it. */
  static <T> T unsaid(Callable<T> work) throws SQLException {
    var task = new FutureTask<>(work);
    var thread =
        new Thread(null, task, Thread.currentThread().getName() + " for Paybell", 0, false);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          // It has the caller's work in hand: it ends that, or fails, and then we know which.
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
