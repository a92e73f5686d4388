package io.github.paybell.engine;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.InboxOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to start.
 *
 * @param accounts those of the configuration file; they win over the database
 * @param delivery who is told of what the ledger notes; its channels are closed with the engine
 * @param retention how long what names a person is kept
 * @param embedding null: the engine stands alone, and applies what it records in one transaction
 * @param notifyUrls where WeChat Pay reports the payments of placed orders to
 * @param folder for files that are needed for a while, such as a bill while it is compared
 */
public record EngineOptions(
    MasterKey masterKey,
    List<AccountSettings> accounts,
    InboxOptions inbox,
    HealingOptions healing,
    DeliveryOptions delivery,
    RetentionOptions retention,
    @Nullable Embedding embedding,
    NotifyUrls notifyUrls,
    Path folder) {
  public EngineOptions {
    accounts = List.copyOf(accounts);
  }
}
