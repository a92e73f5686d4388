package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;

class AccountsOnSqliteTest extends AccountsContract {
  private Store only;

  /** One process owns the file, and its one writing connection keeps others out. */
  @Override
  Store connect() {
    if (only == null) {
      only = Store.open(StoreOptions.embedded(dataDir));
    }
    return only;
  }
}
