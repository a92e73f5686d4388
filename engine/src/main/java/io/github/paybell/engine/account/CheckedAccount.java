package io.github.paybell.engine.account;

import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.ApiV3Key;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that hold: every value read and understood.
 *
 * @param settings without absent lists, secrets as they are (no {@code file:})
 * @param apiV3Keys newest first; null: no v3
 * @param publishedTestKeys the fields that hold a key everybody knows
 */
record CheckedAccount(
    AccountSettings settings,
    List<V2Key> v2Keys,
    @Nullable List<ApiV3Key> apiV3Keys,
    List<PlatformKey> platformKeys,
    List<String> publishedTestKeys,
    @Nullable MerchantKey merchantKey,
    @Nullable ClientCertificate certificate) {

  /**
   * The account with these keys.
   *
   * @param learnt platform certificates that WeChat Pay gave; the configured ones win
   * @param retired whether it takes no new orders
   */
  Account account(String notifyToken, List<PlatformKey> learnt, boolean retired) {
    KeyRing ring = null;
    if (apiV3Keys != null) {
      var keys = new HashMap<String, PublicKey>();
      learnt.forEach(key -> keys.put(key.serial(), key.key()));
      platformKeys.forEach(key -> keys.put(key.serial(), key.key()));
      ring = new KeyRing(keys, apiV3Keys);
    }
    return new Account(
        settings.name(),
        settings.mchid(),
        Set.copyOf(settings.appids()),
        Set.copyOf(settings.subMchids()),
        notifyToken,
        v2Keys,
        ring,
        merchantKey,
        certificate,
        settings.latePayment(),
        settings.duplicatePayment(),
        retired);
  }

  @Override
  public String toString() {
    return "CheckedAccount[" + settings.name() + "]";
  }
}
