package io.github.paybell.engine.account;

import io.github.paybell.engine.store.H2Database;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;

/** A shop's own tests may run on H2. */
class AccountsOnH2Test extends AccountsContract {
  private final H2Database database = new H2Database();

  @Override
  Store connect() {
    try {
      return database.store();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
