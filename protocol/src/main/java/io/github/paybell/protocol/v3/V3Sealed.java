package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Opens what WeChat Pay encrypts for a merchant outside of notifications, such as platform
 * certificates.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012551764">platform certificates</a>
 */
public final class V3Sealed {

  private V3Sealed() {}

  /**
   * Decrypts {@code AEAD_AES_256_GCM}.
   *
   * @param keys tried in their order; the newest first
   * @param associatedData may be empty
   * @param ciphertext Base64, its tag at the end
   * @return the plaintext, or null if it is no such text or no key fits
   */
  public static byte @Nullable [] open(
      Collection<ApiV3Key> keys, String nonce, String associatedData, String ciphertext) {
    byte[] ascii = ciphertext.getBytes(StandardCharsets.ISO_8859_1);
    byte[] sealed = StrictBase64.decode(ascii, 0, ascii.length);
    if (sealed == null) {
      return null;
    }
    ResourceCipher cipher = new ResourceCipher();
    try {
      for (ApiV3Key key : keys) {
        byte[] plain = cipher.decrypt(key, nonce, associatedData, sealed);
        if (plain != null) {
          return plain;
        }
      }
    } catch (NotUnderstoodException e) {
      // A nonce of an impossible length, for one: no key will open it.
      return null;
    }
    return null;
  }
}
