package io.github.paybell.spring;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A merchant account to be stored, as it was written: {@link MerchantAccounts#put} checks it.
 * Immutable. Its {@code toString} says no secret.
 *
 * <p>Texts are taken as they are: nothing that a merchant types in makes the shop read a file. What
 * the shop itself has in a file or on its class path is named by {@link
 * Builder#merchantPrivateKeyAt}.
 */
public final class MerchantAccount {
  private final String name;
  private final String mchid;
  private final List<String> appids;
  private final List<String> subMchids;
  private final @Nullable String notifyToken;
  private final @Nullable String v2Key;
  private final @Nullable List<String> v2PreviousKeys;
  private final @Nullable String v2Certificate;
  private final @Nullable String v2CertificatePassword;
  private final @Nullable String apiV3Key;
  private final @Nullable List<String> previousApiV3Keys;
  private final @Nullable String merchantSerial;
  private final @Nullable String merchantPrivateKey;
  private final @Nullable String merchantPrivateKeyAt;
  private final @Nullable Map<String, String> platformKeys;
  private final @Nullable String latePayment;
  private final @Nullable String duplicatePayment;

  private MerchantAccount(Builder builder) {
    name = builder.name;
    mchid = builder.mchid;
    appids = builder.appids;
    subMchids = builder.subMchids;
    notifyToken = builder.notifyToken;
    v2Key = builder.v2Key;
    v2PreviousKeys = builder.v2PreviousKeys;
    v2Certificate = builder.v2Certificate;
    v2CertificatePassword = builder.v2CertificatePassword;
    apiV3Key = builder.apiV3Key;
    previousApiV3Keys = builder.previousApiV3Keys;
    merchantSerial = builder.merchantSerial;
    merchantPrivateKey = builder.merchantPrivateKey;
    merchantPrivateKeyAt = builder.merchantPrivateKeyAt;
    platformKeys = builder.platformKeys == null ? null : Map.copyOf(builder.platformKeys);
    latePayment = builder.latePayment;
    duplicatePayment = builder.duplicatePayment;
  }

  /**
   * Begins one.
   *
   * @param name the shop's name for it, 1–32 of a-z, 0-9 and -, not beginning with -; two that
   *     differ by - only are refused
   * @param mchid merchant number (商户号), 1–32 digits; of a service provider the provider's own
   */
  public static Builder named(String name, String mchid) {
    return new Builder(name, mchid);
  }

  public String name() {
    return name;
  }

  public String mchid() {
    return mchid;
  }

  public List<String> appids() {
    return appids;
  }

  public List<String> subMchids() {
    return subMchids;
  }

  public @Nullable String notifyToken() {
    return notifyToken;
  }

  public @Nullable String v2Key() {
    return v2Key;
  }

  public @Nullable List<String> v2PreviousKeys() {
    return v2PreviousKeys;
  }

  public @Nullable String v2Certificate() {
    return v2Certificate;
  }

  public @Nullable String v2CertificatePassword() {
    return v2CertificatePassword;
  }

  public @Nullable String apiV3Key() {
    return apiV3Key;
  }

  public @Nullable List<String> previousApiV3Keys() {
    return previousApiV3Keys;
  }

  public @Nullable String merchantSerial() {
    return merchantSerial;
  }

  public @Nullable String merchantPrivateKey() {
    return merchantPrivateKey;
  }

  public @Nullable String merchantPrivateKeyAt() {
    return merchantPrivateKeyAt;
  }

  public @Nullable Map<String, String> platformKeys() {
    return platformKeys;
  }

  public @Nullable String latePayment() {
    return latePayment;
  }

  public @Nullable String duplicatePayment() {
    return duplicatePayment;
  }

  @Override
  public String toString() {
    return "MerchantAccount[" + name + ", mchid=" + mchid + "]";
  }

  /** Makes accounts. What is not called is left out. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final String mchid;
    private List<String> appids = List.of();
    private List<String> subMchids = List.of();
    private @Nullable String notifyToken;
    private @Nullable String v2Key;
    private @Nullable List<String> v2PreviousKeys;
    private @Nullable String v2Certificate;
    private @Nullable String v2CertificatePassword;
    private @Nullable String apiV3Key;
    private @Nullable List<String> previousApiV3Keys;
    private @Nullable String merchantSerial;
    private @Nullable String merchantPrivateKey;
    private @Nullable String merchantPrivateKeyAt;
    private @Nullable Map<String, String> platformKeys;
    private @Nullable String latePayment;
    private @Nullable String duplicatePayment;

    private Builder(String name, String mchid) {
      this.name = Objects.requireNonNull(name, "name");
      this.mchid = Objects.requireNonNull(mchid, "mchid");
    }

    /** The appids that may appear in its messages; none: any. The first is placed with. */
    public Builder appids(String... values) {
      appids = List.copyOf(Arrays.asList(values));
      return this;
    }

    /** The sub-merchants that a service provider acts for; none: any. */
    public Builder subMchids(String... values) {
      subMchids = List.copyOf(Arrays.asList(values));
      return this;
    }

    /** Last part of its notify_url, 16–64 of 0-9 A-Z a-z _ and -; left out: made once, and kept. */
    public Builder notifyToken(String value) {
      notifyToken = value;
      return this;
    }

    /** The API v2 key, 32 characters. */
    public Builder v2Key(String value) {
      v2Key = value;
      return this;
    }

    /** API v2 keys that still prove messages while the key is changed; none: none do. */
    public Builder v2PreviousKeys(String... values) {
      v2PreviousKeys = List.copyOf(Arrays.asList(values));
      return this;
    }

    /**
     * {@code apiclient_cert.p12} in base64, which refunds by v2 need.
     *
     * @param password null: the mchid, as WeChat Pay makes it
     */
    public Builder v2Certificate(String base64, @Nullable String password) {
      v2Certificate = base64;
      v2CertificatePassword = password;
      return this;
    }

    /** The APIv3 key, 32 characters. */
    public Builder apiV3Key(String value) {
      apiV3Key = value;
      return this;
    }

    /** APIv3 keys that still decrypt while the key is changed; none: none do. */
    public Builder previousApiV3Keys(String... values) {
      previousApiV3Keys = List.copyOf(Arrays.asList(values));
      return this;
    }

    /**
     * What signs its v3 calls, {@code apiclient_key.pem}.
     *
     * @param serial of the merchant's API certificate, hexadecimal
     * @param text the PEM itself or its base64
     */
    public Builder merchantPrivateKey(String serial, String text) {
      merchantSerial = serial;
      merchantPrivateKey = text;
      merchantPrivateKeyAt = null;
      return this;
    }

    /**
     * The same, out of a file of the shop.
     *
     * @param serial of the merchant's API certificate, hexadecimal
     * @param location {@code file:} and a path, or {@code classpath:} and a name; never what a
     *     merchant typed in
     */
    public Builder merchantPrivateKeyAt(String serial, String location) {
      merchantSerial = serial;
      merchantPrivateKeyAt = location;
      merchantPrivateKey = null;
      return this;
    }

    /**
     * A key that WeChat Pay signs with; of merchants with platform certificates none is needed, for
     * they are downloaded.
     *
     * @param serial of the certificate, or {@code PUB_KEY_ID_…} whole
     * @param text the PEM itself or its base64
     */
    public Builder platformKey(String serial, String text) {
      if (platformKeys == null) {
        platformKeys = new LinkedHashMap<>();
      }
      platformKeys.put(serial, text);
      return this;
    }

    /**
     * Money that comes after an order was closed: accept, refund or hold; left out: as the shop.
     */
    public Builder latePayment(String policy) {
      latePayment = policy;
      return this;
    }

    /** A second payment of one reference, in the same words. */
    public Builder duplicatePayment(String policy) {
      duplicatePayment = policy;
      return this;
    }

    public MerchantAccount build() {
      return new MerchantAccount(this);
    }
  }
}
