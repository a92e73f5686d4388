package io.github.paybell.server.settings;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One merchant account as the configuration spells it. A draft: the engine's account room checks
 * it.
 */
public record AccountEntry(
    @DefaultValue("") String mchid,
    @DefaultValue List<String> appids,
    @DefaultValue List<String> subMchids,
    @Nullable String notifyToken,
    @Nullable V2 v2,
    @Nullable V3 v3,
    @Nullable String latePayment,
    @Nullable String duplicatePayment) {

  /** Keys of API v2; each secret accepts {@code file:}. */
  public record V2(
      @Nullable Secret key,
      @Nullable List<Secret> previousKeys,
      @Nullable Secret certificate,
      @Nullable Secret certificatePassword) {}

  /** Keys of API v3; each secret and each platform key accepts {@code file:}. */
  public record V3(
      @Nullable Secret apiV3Key,
      @Nullable List<Secret> previousApiV3Keys,
      @Nullable String merchantSerial,
      @Nullable Secret merchantPrivateKey,
      @Nullable Map<String, String> platformKeys) {}

  AccountSettings settings(String name) {
    return new AccountSettings(
        name,
        mchid,
        appids,
        subMchids,
        notifyToken == null || notifyToken.isEmpty() ? null : notifyToken,
        v2 == null
            ? null
            : new AccountSettings.V2(
                v2.key(), v2.previousKeys(), v2.certificate(), v2.certificatePassword()),
        v3 == null
            ? null
            : new AccountSettings.V3(
                v3.apiV3Key(),
                v3.previousApiV3Keys(),
                v3.merchantSerial(),
                v3.merchantPrivateKey(),
                v3.platformKeys()),
        latePayment,
        duplicatePayment);
  }

  /** Says neither the token nor anything in v2 and v3. */
  @Override
  public String toString() {
    return "AccountEntry[mchid=" + mchid + "]";
  }
}
