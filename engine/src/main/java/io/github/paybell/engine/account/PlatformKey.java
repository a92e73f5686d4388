package io.github.paybell.engine.account;

import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key WeChat Pay signs with.
 *
 * @param serial what {@code Wechatpay-Serial} says when it signs, as text
 * @param expiresAt end of the certificate; null: a public key, which has none
 */
record PlatformKey(String serial, PublicKey key, @Nullable Instant expiresAt) {
  /** The prefix is part of the id; leaving it out is a frequent mistake. */
  static final String ID_PREFIX = "PUB_KEY_ID_";
}
