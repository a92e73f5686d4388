package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import org.jspecify.annotations.Nullable;

class AccountsOnMysqlTest extends AccountsContract {
  private @Nullable StoreOptions options;

  @Override
  Store connect() {
    if (options == null) {
      options = TestStores.MYSQL.create();
    }
    return Store.open(options);
  }
}
