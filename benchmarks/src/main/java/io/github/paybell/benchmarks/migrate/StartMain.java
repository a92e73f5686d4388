package io.github.paybell.benchmarks.migrate;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;

/** Opens a store as a server does when it starts, and ends. Arguments: URL, user, password. */
final class StartMain {
  private StartMain() {}

  public static void main(String[] args) {
    Store.open(
            new StoreOptions(
                args[0],
                args[1].isEmpty() ? null : args[1],
                args[2],
                StoreOptions.DEFAULT_MAX_CONNECTIONS))
        .close();
  }
}
