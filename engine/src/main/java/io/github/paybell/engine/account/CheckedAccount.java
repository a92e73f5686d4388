package io.github.paybell.engine.account;

import io.github.paybell.protocol.v2.V2Key;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that hold: every value read and understood.
 *
 * @param settings without absent lists, secrets as they are (no {@code file:})
 * @param publishedTestKeys the fields that hold a key everybody knows
 */
record CheckedAccount(
    AccountSettings settings,
    List<V2Key> v2Keys,
    @Nullable KeyRing v3Keys,
    List<PlatformKey> platformKeys,
    List<String> publishedTestKeys) {

  Account account(String notifyToken) {
    return new Account(
        settings.name(),
        settings.mchid(),
        Set.copyOf(settings.appids()),
        Set.copyOf(settings.subMchids()),
        notifyToken,
        v2Keys,
        v3Keys);
  }

  @Override
  public String toString() {
    return "CheckedAccount[" + settings.name() + "]";
  }
}
