package io.github.paybell.engine;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.store.StoreOptions;
import java.util.List;

/**
 * What an engine needs to start.
 *
 * @param accounts those of the configuration file; they win over the database
 */
public record EngineOptions(
    StoreOptions store, MasterKey masterKey, List<AccountSettings> accounts, InboxOptions inbox) {
  public EngineOptions {
    accounts = List.copyOf(accounts);
  }
}
