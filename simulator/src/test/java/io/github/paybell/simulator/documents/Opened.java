package io.github.paybell.simulator.documents;

import io.github.paybell.simulator.platform.Merchant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decrypts as the documents say, with nothing but the Java library. */
record Opened(Merchant merchant) {
  private static final int TAG_BITS = 128;

  /** {@code req_info} of a v2 refund: the key is the digest's text, not its bytes. */
  byte[] v2(String reqInfo) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest(merchant.v2Key().getBytes(StandardCharsets.US_ASCII));
      byte[] key = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
      Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(Base64.getDecoder().decode(reqInfo));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("req_info does not decrypt", e);
    }
  }

  /** {@code resource} of v3. */
  JsonNode v3(JsonNode resource) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(merchant.apiV3Key().getBytes(StandardCharsets.US_ASCII), "AES"),
          new GCMParameterSpec(TAG_BITS, bytes(resource, "nonce")));
      cipher.updateAAD(bytes(resource, "associated_data"));
      return JsonMapper.shared()
          .readTree(
              cipher.doFinal(
                  Base64.getDecoder().decode(resource.path("ciphertext").stringValue())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the resource does not decrypt", e);
    }
  }

  private static byte[] bytes(JsonNode resource, String name) {
    return resource.path(name).stringValue().getBytes(StandardCharsets.US_ASCII);
  }
}
