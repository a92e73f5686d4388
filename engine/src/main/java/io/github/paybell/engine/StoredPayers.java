package io.github.paybell.engine;

import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.ledger.Payers;
import org.jspecify.annotations.Nullable;

/** The ledger's payers under the store's own key. */
record StoredPayers(StoreKey key) implements Payers {
  @Override
  public @Nullable String hash(String openid) {
    return key.hash(openid);
  }

  @Override
  public @Nullable String seal(String account, String text) {
    return key.seal(account, text);
  }

  @Override
  public @Nullable String open(String account, String sealed) {
    return key.unseal(account, sealed);
  }
}
