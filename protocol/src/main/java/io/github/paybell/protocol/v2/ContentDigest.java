package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Makes one number of what a message says, by which its copies are known. */
final class ContentDigest {
  private ContentDigest() {}

  /**
   * SHA-256 in lower-case hex.
   *
   * @param except names of fields in which copies of one message may differ
   */
  static String of(FieldTable table, Set<String> except) {
    var digest = sha256();
    for (int i = 0; i < table.size(); i++) {
      var name = table.name(i);
      if (!except.contains(name)) {
        var value = table.value(i).getBytes(StandardCharsets.UTF_8);
        // With its length, for a value may look like the field that follows it.
        digest.update((name + '=' + value.length + ':').getBytes(StandardCharsets.US_ASCII));
        digest.update(value);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }
}
