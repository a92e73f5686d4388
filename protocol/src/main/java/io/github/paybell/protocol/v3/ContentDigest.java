package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes one number of what a message says, by which its copies are known. */
final class ContentDigest {
  private ContentDigest() {}

  /**
   * SHA-256 in lower-case hex.
   *
   * @param plaintext JSON, whose members may stand in any order; what is none counts byte for byte
   */
  static String of(@Nullable String eventType, byte[] plaintext) {
    var type = (eventType == null ? "" : eventType).getBytes(StandardCharsets.UTF_8);
    var canonical = CanonicalJson.of(plaintext);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      // With its length, so that no other type and text can be the same bytes.
      digest.update((type.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(type);
      digest.update(canonical == null ? plaintext : canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }
}
