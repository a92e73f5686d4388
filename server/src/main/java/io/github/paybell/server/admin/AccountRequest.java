package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A merchant account to be added or changed. In a change, what v2 and v3 leave out stays as it is
 * stored: secrets are never read back.
 */
record AccountRequest(
    @JsonProperty(value = "mchid", required = true) String mchid,
    @JsonProperty("appids") @Nullable List<String> appids,
    @JsonProperty("sub_mchids") @Nullable List<String> subMchids,
    @JsonProperty("notify_token") @Nullable String notifyToken,
    @JsonProperty("v2") @Nullable V2 v2,
    @JsonProperty("v3") @Nullable V3 v3,
    @JsonProperty("late_payment") @Nullable String latePayment,
    @JsonProperty("duplicate_payment") @Nullable String duplicatePayment) {

  /** Keys of API v2; the certificate is {@code apiclient_cert.p12} in base64. */
  record V2(
      @JsonProperty(value = "key", access = JsonProperty.Access.WRITE_ONLY) @Nullable String key,
      @JsonProperty(value = "previous_keys", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable List<String> previousKeys,
      @JsonProperty(value = "certificate", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String certificate,
      @JsonProperty(value = "certificate_password", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String certificatePassword) {
    @Override
    public String toString() {
      return "V2";
    }
  }

  /** Keys of API v3; private key, certificates and public keys are PEM texts. */
  record V3(
      @JsonProperty(value = "api_v3_key", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String apiV3Key,
      @JsonProperty(value = "previous_api_v3_keys", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable List<String> previousApiV3Keys,
      @JsonProperty("merchant_serial") @Nullable String merchantSerial,
      @JsonProperty(value = "merchant_private_key", access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String merchantPrivateKey,
      @JsonProperty("platform_keys") @Nullable Map<String, String> platformKeys) {
    @Override
    public String toString() {
      return "V3";
    }
  }

  AccountSettings settings(String account) {
    if (mchid == null) {
      throw AdminError.invalid("mchid must be a string.");
    }
    return new AccountSettings(
        account,
        mchid,
        Objects.requireNonNullElse(appids, List.of()),
        Objects.requireNonNullElse(subMchids, List.of()),
        notifyToken,
        v2 == null
            ? null
            : new AccountSettings.V2(
                secret(v2.key()),
                secrets(v2.previousKeys()),
                secret(v2.certificate()),
                secret(v2.certificatePassword())),
        v3 == null
            ? null
            : new AccountSettings.V3(
                secret(v3.apiV3Key()),
                secrets(v3.previousApiV3Keys()),
                v3.merchantSerial(),
                secret(v3.merchantPrivateKey()),
                v3.platformKeys()),
        latePayment,
        duplicatePayment);
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }

  private static @Nullable List<Secret> secrets(@Nullable List<String> texts) {
    return texts == null ? null : texts.stream().map(Secret::of).toList();
  }

  @Override
  public String toString() {
    return "AccountRequest[mchid=" + mchid + "]";
  }
}
