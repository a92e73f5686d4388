package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How transactions are made: over a pool of the store's own, or by the transaction manager of the
 * shop whose database it is. Thread-safe.
 */
public interface Transactions {
  /** Work inside one transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs work in one transaction: commits when it returns, rolls back when it throws, and hands on
   * what it threw. The connection is the transaction's; the work neither commits nor closes it.
   *
   * @throws SQLException of the work, or of beginning and committing
   */
  <T> T run(Work<T> work) throws SQLException;
}
