package io.github.paybell.protocol.v3;

import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key ring of one merchant account: what proves and what decrypts its notifications. During
 * WeChat's grey switching both kinds of platform key sign, so both are held here. Implementations
 * are safe for many threads and return the same key object for the same key, so that prepared
 * verifiers can be kept.
 */
public interface V3Keys {

  /**
   * Finds a platform key.
   *
   * @param serial {@code Wechatpay-Serial} as received, compared as text
   * @return the RSA public key, or null if none is held for this serial
   */
  @Nullable PublicKey platformKey(String serial);

  /** The serials that are held, for messages to people. */
  Collection<String> serials();

  /** The APIv3 keys, the newest first; the previous ones stay during a change of keys. */
  List<ApiV3Key> apiV3Keys();
}
