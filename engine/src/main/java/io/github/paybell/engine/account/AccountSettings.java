package io.github.paybell.engine.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant account as it was written, in the configuration file or in a call of the admin API.
 * Immutable. It is a draft: {@link Accounts} checks it and says everything that is wrong with it at
 * once, so that a person mends a file in one go.
 *
 * @param name our name for it, {@code [a-z0-9][a-z0-9-]{0,31}}
 * @param mchid merchant number, 1–32 digits; for a service provider the provider's own
 * @param appids the appids that may appear in its messages; empty: any
 * @param subMchids the sub-merchants a service provider acts for; empty: any
 * @param notifyToken 16–64 of {@code [0-9A-Za-z_-]}; null: the stored one, else generated once
 * @param v2 null: no v2; in a change of a stored account: as stored
 * @param v3 null: no v3; in a change of a stored account: as stored
 * @param latePayment what becomes of money that came too late: {@code accept}, {@code refund} or
 *     {@code hold}; null: as the server is set
 * @param duplicatePayment what becomes of a second payment for one reference, in the same words
 */
public record AccountSettings(
    String name,
    String mchid,
    List<String> appids,
    List<String> subMchids,
    @Nullable String notifyToken,
    @Nullable V2 v2,
    @Nullable V3 v3,
    @Nullable String latePayment,
    @Nullable String duplicatePayment) {

  public AccountSettings {
    appids = List.copyOf(appids);
    subMchids = List.copyOf(subMchids);
  }

  /**
   * Keys of API v2. In a change of a stored account null means: as stored.
   *
   * @param key the API v2 key, exactly 32 ASCII characters
   * @param previousKeys keys that still prove messages during a change of keys
   * @param certificate the merchant's PKCS#12 ({@code apiclient_cert.p12}) for calls that need one:
   *     in base64, or in a configuration file {@code file:} and the path of the file itself
   * @param certificatePassword what opens it; null: the mchid, as WeChat Pay makes them
   */
  public record V2(
      @Nullable Secret key,
      @Nullable List<Secret> previousKeys,
      @Nullable Secret certificate,
      @Nullable Secret certificatePassword) {
    public V2 {
      previousKeys = previousKeys == null ? null : List.copyOf(previousKeys);
    }

    V2 over(V2 stored) {
      return new V2(
          or(key, stored.key),
          or(previousKeys, stored.previousKeys),
          or(certificate, stored.certificate),
          or(certificatePassword, stored.certificatePassword));
    }

    @Override
    public String toString() {
      return "V2";
    }
  }

  /**
   * Keys of API v3. In a change of a stored account null means: as stored.
   *
   * @param apiV3Key exactly 32 ASCII characters
   * @param previousApiV3Keys keys that still decrypt during a change of keys
   * @param merchantSerial serial of the merchant's own API certificate; it goes with the private
   *     key, neither without the other
   * @param merchantPrivateKey PKCS#8 PEM of the merchant's private key
   * @param platformKeys certificate serial or {@code PUB_KEY_ID_…} → PEM of the certificate or the
   *     public key
   */
  public record V3(
      @Nullable Secret apiV3Key,
      @Nullable List<Secret> previousApiV3Keys,
      @Nullable String merchantSerial,
      @Nullable Secret merchantPrivateKey,
      @Nullable Map<String, String> platformKeys) {
    public V3 {
      previousApiV3Keys = previousApiV3Keys == null ? null : List.copyOf(previousApiV3Keys);
      platformKeys = platformKeys == null ? null : Map.copyOf(platformKeys);
    }

    V3 over(V3 stored) {
      return new V3(
          or(apiV3Key, stored.apiV3Key),
          or(previousApiV3Keys, stored.previousApiV3Keys),
          or(merchantSerial, stored.merchantSerial),
          or(merchantPrivateKey, stored.merchantPrivateKey),
          or(platformKeys, stored.platformKeys));
    }

    @Override
    public String toString() {
      return "V3";
    }
  }

  /** These settings, and where they are silent the stored ones: secrets are never read back. */
  AccountSettings over(AccountSettings stored) {
    var mine2 = v2;
    var mine3 = v3;
    return new AccountSettings(
        name,
        mchid,
        appids,
        subMchids,
        or(notifyToken, stored.notifyToken),
        mine2 == null || stored.v2 == null ? or(mine2, stored.v2) : mine2.over(stored.v2),
        mine3 == null || stored.v3 == null ? or(mine3, stored.v3) : mine3.over(stored.v3),
        latePayment,
        duplicatePayment);
  }

  AccountSettings withNotifyToken(String token) {
    return new AccountSettings(
        name, mchid, appids, subMchids, token, v2, v3, latePayment, duplicatePayment);
  }

  /** Says neither the token nor anything in v2 and v3. */
  @Override
  public String toString() {
    return "AccountSettings[" + name + ", mchid=" + mchid + "]";
  }

  private static <T> @Nullable T or(@Nullable T mine, @Nullable T stored) {
    return mine == null ? stored : mine;
  }
}
