package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.CommitWarnings;
import io.github.paybell.engine.store.Transactions;
import io.github.paybell.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The engine's writing transactions, made by the shop's transaction manager: what a listener writes
 * through the shop's own templates and repositories is part of them. Thread-safe.
 */
final class ShopTransactions implements Transactions {
  private static final Logger log = LoggerFactory.getLogger(ShopTransactions.class);

  private final Bound bound;
  private final PoolShare share;
  private final PlatformTransactionManager manager;
  private final Begin begin;
  private final TransactionDefinition definition;
  private final CommitWarnings warnings;
  private final ThreadLocal<@Nullable TransactionStatus> current = new ThreadLocal<>();

  /** What is to be done with the connection of a transaction that has just begun. */
  interface Begin {
    void with(Connection connection) throws SQLException;
  }

  /**
   * @param isolation to be asked for; {@link TransactionDefinition#ISOLATION_DEFAULT} where the
   *     shop's connections have it already
   */
  ShopTransactions(
      Bound bound,
      PoolShare share,
      PlatformTransactionManager manager,
      int isolation,
      Begin begin) {
    this.bound = bound;
    this.share = share;
    this.manager = manager;
    this.begin = begin;
    warnings = new CommitWarnings(bound.url());
    var wanted = new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    wanted.setName("paybell");
    wanted.setIsolationLevel(isolation);
    definition = wanted;
  }

  /**
   * @throws IllegalTransactionStateException inside a transaction of the caller
   */
  static void requireNone(String what) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalTransactionStateException(
          what
              + " must not be called inside a transaction: a call to WeChat Pay would hold its"
              + " locks for seconds and could not be undone with it. Call it before the transaction"
              + " begins or after it has committed.");
    }
  }

  /** What its connections are bound to. */
  Bound bound() {
    return bound;
  }

  /**
   * As {@link #requireNone}, and inside none of dynamic-datasource's: what only adds to the
   * caller's may be in that.
   */
  static void requireOutside(String what) {
    requireNone(what);
    if (Routing.isTransaction()) {
      throw new IllegalTransactionStateException(
          what
              + " must not be called inside @DSTransactional: a call to WeChat Pay could not be"
              + " undone with it. Call it before or after.");
    }
  }

  @Override
  public <T> T run(Transactions.Work<T> work) throws SQLException {
    requireNone("What Paybell commits by itself");
    if (bound.elsewhere()) {
      if (Routing.isTransaction()) {
        throw bound.wrong("What Paybell commits");
      }
      return Routing.unsaid(() -> run(work));
    }
    try (var held = share.enter()) {
      return inTransaction(work);
    }
  }

  private <T> T inTransaction(Transactions.Work<T> work) throws SQLException {
    var status = begun();
    T result;
    var said = new Said(warnings);
    current.set(status);
    try {
      var connection = connection();
      begin.with(connection);
      said.listen(connection);
      result = work.run(connection);
      flush(status);
    } catch (Throwable e) {
      rollBack(status, e);
      throw e;
    } finally {
      current.remove();
    }
    try {
      manager.commit(status);
    } catch (TransactionException e) {
      throw failed(e);
    } catch (RuntimeException e) {
      // What an ORM had left to write failed only now.
      throw failed(e);
    }
    said.require();
    return result;
  }

  /**
   * Reads what the commit said while its connection is still the transaction's: when the manager's
   * commit has returned, the connection is the pool's again. A manager that tells no listener of
   * its transactions' ends, or has let the connection go by then, leaves nothing to read.
   */
  private static final class Said implements TransactionSynchronization {
    private final CommitWarnings warnings;
    private @Nullable Connection connection;
    private @Nullable SQLException warned;

    Said(CommitWarnings warnings) {
      this.warnings = warnings;
    }

    void listen(Connection of) {
      if (warnings.counted() && TransactionSynchronizationManager.isSynchronizationActive()) {
        connection = of;
        TransactionSynchronizationManager.registerSynchronization(this);
      }
    }

    @Override
    public void beforeCompletion() {
      try {
        if (connection != null && !connection.isClosed()) {
          warnings.before(connection);
        }
      } catch (SQLException e) {
        log.debug("the connection does not forget warnings", e);
        connection = null;
      }
    }

    @Override
    public void afterCommit() {
      try {
        if (connection != null && !connection.isClosed()) {
          warnings.after(connection);
        }
      } catch (SQLException e) {
        warned = e;
      }
    }

    void require() throws SQLException {
      if (warned != null) {
        throw warned;
      }
    }
  }

  /**
   * Writes what an ORM of the shop has still in mind for this thread's transaction, so that what
   * cannot be written fails here and not at the commit.
   */
  void flush() {
    var status = current.get();
    if (status != null) {
      flush(status);
    }
  }

  private static void flush(TransactionStatus status) {
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException(
          "A listener marked the transaction as one to roll back: something that takes part in it"
              + " failed and the listener went on");
    }
    status.flush();
  }

  private TransactionStatus begun() throws SQLException {
    try {
      return manager.getTransaction(definition);
    } catch (TransactionException e) {
      throw failed(e);
    }
  }

  // Bound by the manager when it began. If it is not there the manager is another database's, and
  // each statement would commit by itself.
  private Connection connection() {
    if (!bound.isInTransaction()) {
      throw notItsManager();
    }
    return DataSourceUtils.getConnection(bound.source());
  }

  private SettingsException notItsManager() {
    return new SettingsException(
        "The transaction manager "
            + manager.getClass().getSimpleName()
            + " does not begin transactions on the DataSource that Paybell uses.",
        "Mark the transaction manager of that DataSource @Primary, or declare a bean of type"
            + " io.github.paybell.engine.store.Store over the two that belong together.");
  }

  private void rollBack(TransactionStatus status, Throwable why) {
    try {
      manager.rollback(status);
    } catch (RuntimeException again) {
      why.addSuppressed(again);
    }
  }

  // The engine reads from an SQLException whether to try again at once, later, or never.
  private static SQLException failed(RuntimeException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    throw e;
  }
}
