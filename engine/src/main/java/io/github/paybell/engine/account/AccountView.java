package io.github.paybell.engine.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the admin API shows of an account; no secret is in it.
 *
 * @param notifyToken last segment of its notify_url, which the merchant registers at WeChat Pay
 * @param origin which of the two holds it
 * @param apis {@code v2}, {@code v3}
 * @param merchantSerial serial of the merchant's own API certificate
 * @param keys the platform keys, the configured ones first, each by serial
 * @param secrets which secrets are set
 * @param certificateExpiresAt end of the merchant's v2 certificate; null: it has none
 * @param latePayment {@code accept}, {@code refund} or {@code hold}; null: as the server is set
 * @param duplicatePayment likewise
 * @param updatedAt when it was last stored; null: the configuration file holds it
 * @param retiredAt since when it takes no new orders; null: it takes them
 */
public record AccountView(
    String account,
    String mchid,
    List<String> appids,
    List<String> subMchids,
    String notifyToken,
    Origin origin,
    List<String> apis,
    @Nullable String merchantSerial,
    List<Key> keys,
    List<SetSecret> secrets,
    @Nullable Instant certificateExpiresAt,
    @Nullable String latePayment,
    @Nullable String duplicatePayment,
    @Nullable Instant updatedAt,
    @Nullable Instant retiredAt) {

  public AccountView {
    appids = List.copyOf(appids);
    subMchids = List.copyOf(subMchids);
    apis = List.copyOf(apis);
    keys = List.copyOf(keys);
    secrets = List.copyOf(secrets);
  }

  /** Who holds an account. The file wins. */
  public enum Origin {
    FILE,
    DATABASE
  }

  /**
   * A platform key.
   *
   * @param serial of the certificate, or {@code PUB_KEY_ID_…}
   * @param expiresAt end of the certificate; null: a public key, which has none
   */
  public record Key(String serial, @Nullable Instant expiresAt, KeyOrigin origin) {}

  /** Where a platform key is from. Of two with one serial the configured one wins. */
  public enum KeyOrigin {
    CONFIGURED,
    /** WeChat Pay gave the certificate. */
    LEARNT
  }

  /**
   * A secret that is set.
   *
   * @param field such as {@code v3.api_v3_key}
   * @param changedAt null: the configuration file holds it
   */
  public record SetSecret(String field, @Nullable Instant changedAt) {}

  /** Without the token: its holder can make us work. */
  @Override
  public String toString() {
    return "AccountView[" + account + ", mchid=" + mchid + ", " + origin + "]";
  }
}
