package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Verifies SHA256-RSA signatures, prepared once per platform key. One thread at a time.
 *
 * <p>Few keys sign at once, even during WeChat's grey switching, so a handful is kept; the oldest
 * makes room.
 */
final class RsaVerifier {

  static final String ALGORITHM = "SHA256withRSA";
  private static final int KEPT = 4;

  private final @Nullable Provider provider;
  private final @Nullable Prepared[] kept = new @Nullable Prepared[KEPT];
  private int oldest;

  RsaVerifier(@Nullable Provider provider) {
    this.provider = provider;
  }

  private record Prepared(PublicKey key, Signature signature, int signatureLength) {}

  /**
   * @param text the signature in Base64; anything but its canonical spelling is wrong
   * @throws IllegalArgumentException if the key is not RSA: a mistake of ours, not of the sender
   */
  boolean verify(PublicKey key, byte[] message, int length, String text) {
    Prepared prepared = prepared(key);
    // The length of the one canonical spelling is known, so no giant is ever decoded.
    if (text.length() != (prepared.signatureLength + 2) / 3 * 4) {
      return false;
    }
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] signature = StrictBase64.decode(ascii, 0, ascii.length);
    if (signature == null || signature.length != prepared.signatureLength) {
      return false;
    }
    try {
      prepared.signature.update(message, 0, length);
      return prepared.signature.verify(signature);
    } catch (SignatureException wrong) {
      // Some providers say "wrong" this way, and what state they are in then is not promised.
      forget(key);
      return false;
    }
  }

  private Prepared prepared(PublicKey key) {
    for (Prepared prepared : kept) {
      if (prepared != null && prepared.key == key) {
        return prepared;
      }
    }
    Prepared prepared = prepare(key);
    kept[oldest] = prepared;
    oldest = (oldest + 1) % KEPT;
    return prepared;
  }

  private void forget(PublicKey key) {
    for (int i = 0; i < KEPT; i++) {
      Prepared prepared = kept[i];
      if (prepared != null && prepared.key == key) {
        kept[i] = null;
      }
    }
  }

  private Prepared prepare(PublicKey key) {
    if (!(key instanceof RSAPublicKey rsa)) {
      throw new IllegalArgumentException(
          "A platform key must be RSA, this one is " + key.getAlgorithm());
    }
    try {
      int length = (rsa.getModulus().bitLength() + 7) / 8;
      Signature signature;
      if (provider == null) {
        signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(key);
      } else {
        signature = Signature.getInstance(ALGORITHM, provider);
        // A foreign key would be translated at every message.
        signature.initVerify((PublicKey) KeyFactory.getInstance("RSA", provider).translateKey(key));
      }
      return new Prepared(key, signature, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This platform key can not be used for " + ALGORITHM, e);
    }
  }
}
