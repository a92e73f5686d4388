package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The cipher of {@code req_info}: AES-256-ECB with PKCS#7 padding. Its key is the lower-case hex of
 * the API key's MD5, taken as 32 bytes of text. Reusable, not thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011935223">refund result notice</a>
 */
final class RefundCipher {
  private final Cipher aes;
  private final MessageDigest md5;

  RefundCipher() {
    try {
      aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
      md5 = MessageDigest.getInstance("MD5");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no AES or no MD5", e);
    }
  }

  /**
   * The plaintext; null if {@code req_info} is no Base64 or the key does not fit. The documented
   * limit of 1024 characters is exceeded by ordinary messages and therefore not checked.
   */
  byte @Nullable [] decrypt(String reqInfo, V2Key key) {
    try {
      // Line breaks in Base64 are common; what else the decoder forgives, the cipher does not.
      byte[] ciphertext = Base64.getMimeDecoder().decode(reqInfo);
      return crypt(Cipher.DECRYPT_MODE, ciphertext, key);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return null;
    }
  }

  /** The {@code req_info} of this plaintext. */
  String encrypt(byte[] plaintext, V2Key key) {
    try {
      return Base64.getEncoder().encodeToString(crypt(Cipher.ENCRYPT_MODE, plaintext, key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES cannot encrypt", e);
    }
  }

  private byte[] crypt(int mode, byte[] input, V2Key key) throws GeneralSecurityException {
    String hex = HexFormat.of().formatHex(md5.digest(key.bytes()));
    aes.init(mode, new SecretKeySpec(hex.getBytes(StandardCharsets.US_ASCII), "AES"));
    return aes.doFinal(input);
  }
}
