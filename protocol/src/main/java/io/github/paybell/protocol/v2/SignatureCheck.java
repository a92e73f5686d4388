package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves a {@link FieldTable} against keys: assembles the string to sign in one reused buffer and
 * compares digests in constant time. Reusable, not thread-safe.
 */
final class SignatureCheck {
  /** Keyed MACs kept per thread; two accounts that fall on one slot take turns, nothing worse. */
  private static final int MAC_SLOTS = 64;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY_IS = "key=".getBytes(StandardCharsets.US_ASCII);

  private final SignCase signCase;
  private final MessageDigest md5;
  private final byte[] digest = new byte[32];
  private final @Nullable Mac[] macs = new Mac[MAC_SLOTS];
  private final @Nullable V2Key[] macKeys = new V2Key[MAC_SLOTS];
  private byte[] text = new byte[2048];

  SignatureCheck(SignCase signCase) {
    this.signCase = signCase;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no MD5", e);
    }
  }

  /**
   * Which of the keys signed the table with this algorithm.
   *
   * @param sign the number of the field {@code sign}, whose length fits the algorithm
   * @return the index of the first key that fits, or -1
   */
  int signer(FieldTable table, int sign, SignType type, List<V2Key> keys) {
    int keyAt = assemble(table, sign);
    int length = keyAt + V2Key.LENGTH;
    for (int i = 0; i < keys.size(); i++) {
      V2Key key = keys.get(i);
      System.arraycopy(key.bytes(), 0, text, keyAt, V2Key.LENGTH);
      if (type == SignType.MD5) {
        md5(length);
      } else {
        hmac(key, length);
      }
      if (equalsHex(table.buffer(), table.valueStart(sign), type.signLength() / 2)) {
        return i;
      }
    }
    return -1;
  }

  /** Writes the string to sign without the key; the offset where the key belongs. */
  private int assemble(FieldTable table, int sign) {
    int bound = SigningText.bound(table) + KEY_IS.length + V2Key.LENGTH;
    if (text.length < bound) {
      text = new byte[bound];
    }
    int at = SigningText.join(table, sign, text);
    System.arraycopy(KEY_IS, 0, text, at, KEY_IS.length);
    return at + KEY_IS.length;
  }

  private void md5(int length) {
    try {
      md5.update(text, 0, length);
      md5.digest(digest, 0, 16);
    } catch (DigestException e) {
      throw new IllegalStateException("MD5 does not fit into 16 bytes", e);
    }
  }

  private void hmac(V2Key key, int length) {
    try {
      Mac mac = mac(key);
      mac.update(text, 0, length);
      mac.doFinal(digest, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-SHA256 does not fit into 32 bytes", e);
    }
  }

  private Mac mac(V2Key key) {
    int slot = System.identityHashCode(key) & (MAC_SLOTS - 1);
    Mac mac = macs[slot];
    if (mac != null && macKeys[slot] == key) {
      return mac;
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HmacSHA256", e);
    }
    macs[slot] = mac;
    macKeys[slot] = key;
    return mac;
  }

  /** Whether the hex text equals the digest; takes the same time wherever they differ. */
  private boolean equalsHex(byte[] b, int from, int digestLength) {
    int difference = 0;
    int at = from;
    for (int i = 0; i < digestLength; i++) {
      int octet = digest[i];
      difference |= HEX[(octet >> 4) & 15] ^ upper(b[at++]);
      difference |= HEX[octet & 15] ^ upper(b[at++]);
    }
    return difference == 0;
  }

  private byte upper(byte c) {
    return signCase == SignCase.ANY && c >= 'a' && c <= 'f' ? (byte) (c - 32) : c;
  }
}
