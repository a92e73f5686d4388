package io.github.paybell.settings;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code paybell.accounts.NAME}: one merchant account. A draft: the engine checks it and says
 * everything that is wrong at once.
 *
 * @param mchid merchant number (商户号), 1 to 32 digits; for a service provider the provider's own
 * @param appids the appids that may appear in its messages; empty: any
 * @param subMchids the sub-merchants that a service provider acts for; empty: any
 * @param notifyToken last part of the notify_url, 16 to 64 of 0-9 A-Z a-z _ and -; absent:
 *     generated once and kept in the database
 * @param v2 keys of API v2; absent: the account has none
 * @param v3 keys of API v3; absent: the account has none
 * @param latePayment what becomes of money that comes after an order was closed: accept, refund or
 *     hold; absent: as healing.late-payment
 * @param duplicatePayment what becomes of a second payment of one reference, in the same words;
 *     absent: as healing.duplicate-payment
 */
public record MerchantSettings(
    @DefaultValue("") String mchid,
    @DefaultValue List<String> appids,
    @DefaultValue List<String> subMchids,
    @Nullable String notifyToken,
    @Nullable V2 v2,
    @Nullable V3 v3,
    @Nullable String latePayment,
    @Nullable String duplicatePayment) {
  private static final String BARE_KEY_ID = "PUBKEYID";
  private static final String KEY_ID = "PUB_KEY_ID_";

  /**
   * Keys of API v2.
   *
   * @param key the API v2 key, exactly 32 ASCII characters, or file:
   * @param previousKeys keys that still prove messages while the key is changed
   * @param certificate apiclient_cert.p12, which refunds by v2 need: file:, classpath:, or base64
   * @param certificatePassword what opens it; absent: the mchid
   */
  public record V2(
      @Nullable Secret key,
      @Nullable List<Secret> previousKeys,
      @Nullable SecretText certificate,
      @Nullable Secret certificatePassword) {
    @Override
    public String toString() {
      return "V2";
    }
  }

  /**
   * Keys of API v3.
   *
   * @param apiV3Key the APIv3 key, exactly 32 ASCII characters, or file:
   * @param previousApiV3Keys keys that still decrypt while the key is changed
   * @param merchantSerial serial of the merchant's API certificate
   * @param merchantPrivateKey apiclient_key.pem: file:, classpath:, the PEM itself or its base64
   * @param platformKeys serial of a platform certificate, or PUB_KEY_ID_…, to its key, written in
   *     the same ways
   */
  public record V3(
      @Nullable Secret apiV3Key,
      @Nullable List<Secret> previousApiV3Keys,
      @Nullable String merchantSerial,
      @Nullable SecretText merchantPrivateKey,
      @Nullable Map<String, String> platformKeys) {
    @Override
    public String toString() {
      return "V3";
    }
  }

  /**
   * The engine's view of it.
   *
   * @throws SettingsException if a key is to be on the class path and is not
   */
  public AccountSettings settings(String name) {
    var key = "paybell.accounts." + name;
    return new AccountSettings(
        name,
        mchid,
        appids,
        subMchids,
        text(notifyToken),
        v2 == null
            ? null
            : new AccountSettings.V2(
                v2.key(),
                v2.previousKeys(),
                secret(v2.certificate(), it -> KeyText.binary(key + ".v2.certificate", it)),
                v2.certificatePassword()),
        v3 == null
            ? null
            : new AccountSettings.V3(
                v3.apiV3Key(),
                v3.previousApiV3Keys(),
                v3.merchantSerial(),
                secret(
                    v3.merchantPrivateKey(),
                    it -> KeyText.privateKey(key + ".v3.merchant-private-key", it)),
                serials(key + ".v3.platform-keys.", v3.platformKeys())),
        text(latePayment),
        text(duplicatePayment));
  }

  private static @Nullable Secret secret(@Nullable SecretText written, UnaryOperator<String> read) {
    return written == null ? null : Secret.of(read.apply(written.written()));
  }

  private static @Nullable String text(@Nullable String written) {
    return written == null || written.isEmpty() ? null : written;
  }

  // Unless the key is written in brackets, the binder drops underscores, and an environment
  // variable has no small letters: what is left tells the serial all the same.
  private static @Nullable Map<String, String> serials(
      String prefix, @Nullable Map<String, String> written) {
    if (written == null) {
      return null;
    }
    var keys = new HashMap<String, String>();
    written.forEach(
        (name, key) -> {
          var serial = name.toUpperCase(Locale.ROOT);
          keys.put(
              serial.startsWith(BARE_KEY_ID)
                  ? KEY_ID + serial.substring(BARE_KEY_ID.length())
                  : serial,
              KeyText.platformKey(prefix + name, key));
        });
    return keys;
  }

  /** Says neither the token nor anything in v2 and v3. */
  @Override
  public String toString() {
    return "MerchantSettings[mchid=" + mchid + "]";
  }
}
