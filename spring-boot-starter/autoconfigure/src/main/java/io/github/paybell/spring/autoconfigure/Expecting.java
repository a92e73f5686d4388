package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Registration;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Registers an order with the shop's own, in the shop's transaction if there is one. */
final class Expecting {
  private final Bound bound;
  private final Orders orders;

  Expecting(Bound bound, Orders orders) {
    this.bound = bound;
    this.orders = orders;
  }

  /**
   * @throws IllegalStateException inside a transaction that is in another database
   * @throws org.springframework.dao.DataAccessException inside a transaction, if the database says
   *     no: the transaction is to be run again
   * @throws StoreUnavailableException outside of one, if the store cannot be asked
   */
  Registration expect(String account, NewOrder order) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return orders.register(account, order);
    }
    if (!bound.isInTransaction()) {
      throw new IllegalStateException(
          "The transaction that Paybell.expect is called in is not one of the DataSource that"
              + " Paybell uses; the order could not commit with it");
    }
    var source = bound.source();
    var connection = DataSourceUtils.getConnection(source);
    try {
      if (!bound.isOwn(connection)) {
        throw bound.wrong("Paybell.expect");
      }
      return orders.register(connection, account, order);
    } catch (SQLException e) {
      var translated =
          new SQLErrorCodeSQLExceptionTranslator(source).translate("Paybell.expect", null, e);
      throw translated == null ? new StoreUnavailableException(e) : translated;
    } finally {
      DataSourceUtils.releaseConnection(connection, source);
    }
  }
}
