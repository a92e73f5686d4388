package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.calls.NotifyUrls;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A merchant account as the admin API shows it; no secret is in it.
 *
 * @param notifyUrl what to give WeChat Pay; null while {@code notify.base-url} is not set
 * @param notifyUrlHint what to do about a missing notify_url; null when there is one
 * @param origin {@code file} or {@code database}: where it is changed
 * @param secrets which secrets are set
 * @param certificateExpiresAt end of the merchant's v2 certificate; null: it has none
 * @param latePayment null: as the server is set
 * @param duplicatePayment null: as the server is set
 * @param retiredAt since when it takes no new orders; null: it takes them
 */
record AccountResponse(
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "mchid", required = true) String mchid,
    @JsonProperty(value = "appids", required = true) List<String> appids,
    @JsonProperty(value = "sub_mchids", required = true) List<String> subMchids,
    @JsonProperty(value = "notify_token", required = true) String notifyToken,
    @JsonProperty("notify_url") @Nullable String notifyUrl,
    @JsonProperty("notify_url_hint") @Nullable String notifyUrlHint,
    @JsonProperty(value = "origin", required = true) String origin,
    @JsonProperty(value = "apis", required = true) List<String> apis,
    @JsonProperty("merchant_serial") @Nullable String merchantSerial,
    @JsonProperty(value = "platform_keys", required = true) List<Key> platformKeys,
    @JsonProperty(value = "secrets", required = true) List<SetSecret> secrets,
    @JsonProperty("certificate_expires_at") @Nullable Instant certificateExpiresAt,
    @JsonProperty("late_payment") @Nullable String latePayment,
    @JsonProperty("duplicate_payment") @Nullable String duplicatePayment,
    @JsonProperty("updated_at") @Nullable Instant updatedAt,
    @JsonProperty("retired_at") @Nullable Instant retiredAt) {

  /**
   * A platform key; a public key has no expiry.
   *
   * @param origin {@code configured}, or {@code learnt}: WeChat Pay gave it
   */
  record Key(
      @JsonProperty(value = "serial", required = true) String serial,
      @JsonProperty("expires_at") @Nullable Instant expiresAt,
      @JsonProperty(value = "origin", required = true) String origin) {}

  /** A secret that is set. */
  record SetSecret(
      @JsonProperty(value = "field", required = true) String field,
      @JsonProperty("changed_at") @Nullable Instant changedAt) {}

  static AccountResponse of(AccountView view, NotifyUrls urls) {
    var url = urls.of(view.notifyToken());
    return new AccountResponse(
        view.account(),
        view.mchid(),
        view.appids(),
        view.subMchids(),
        view.notifyToken(),
        url.orElse(null),
        url.isPresent()
            ? null
            : "notify.base-url is not set; behind it the path is "
                + NotifyUrls.path(view.notifyToken()),
        view.origin().name().toLowerCase(Locale.ROOT),
        view.apis(),
        view.merchantSerial(),
        view.keys().stream()
            .map(
                k -> new Key(k.serial(), k.expiresAt(), k.origin().name().toLowerCase(Locale.ROOT)))
            .toList(),
        view.secrets().stream().map(s -> new SetSecret(s.field(), s.changedAt())).toList(),
        view.certificateExpiresAt(),
        view.latePayment(),
        view.duplicatePayment(),
        view.updatedAt(),
        view.retiredAt());
  }

  /** Without the token: its holder can make us work. */
  @Override
  public String toString() {
    return "AccountResponse[" + account + ", mchid=" + mchid + "]";
  }
}
