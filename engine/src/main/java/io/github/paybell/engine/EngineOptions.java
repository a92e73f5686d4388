package io.github.paybell.engine;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine needs to start.
 *
 * @param accounts those of the configuration file; they win over the database
 * @param folder for files that are needed for a while, such as a bill while it is compared
 */
public record EngineOptions(
    StoreOptions store,
    MasterKey masterKey,
    List<AccountSettings> accounts,
    InboxOptions inbox,
    HealingOptions healing,
    Path folder) {
  public EngineOptions {
    accounts = List.copyOf(accounts);
  }
}
