package io.github.paybell.engine.delivery;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.Transactions;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** The transactions of a store, unless the door to it is shut. */
final class Door implements Transactions {
  private final Store store;
  private volatile boolean shut;

  Door(Store store) {
    this.store = store;
  }

  void shut(boolean shut) {
    this.shut = shut;
  }

  @Override
  public <T> T run(Transactions.Work<T> work) throws SQLException {
    if (shut) {
      throw new SQLTransientConnectionException("the store is away");
    }
    return store.write(work);
  }
}
