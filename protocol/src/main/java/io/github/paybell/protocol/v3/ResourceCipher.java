package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code AEAD_AES_256_GCM}: what a notification's resource is encrypted with. One thread at a time.
 * The JDK's own cipher: a native one is no faster for a kilobyte.
 */
final class ResourceCipher {

  static final String ALGORITHM = "AEAD_AES_256_GCM";
  private static final int TAG_BITS = 128;

  private final Cipher cipher;

  ResourceCipher() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no AES-GCM", e);
    }
  }

  /** The plaintext, or null if the key does not fit (or the text was changed). */
  byte @Nullable [] decrypt(ApiV3Key key, String nonce, String associatedData, byte[] ciphertext)
      throws NotUnderstoodException {
    if (ciphertext.length < TAG_BITS / Byte.SIZE) {
      // The JDK's cipher fails on it in a way that is no GeneralSecurityException.
      throw NotUnderstoodException.of("resource.ciphertext", "is shorter than its tag");
    }
    try {
      init(Cipher.DECRYPT_MODE, key, nonce, associatedData);
      return cipher.doFinal(ciphertext);
    } catch (AEADBadTagException wrongKey) {
      return null;
    } catch (GeneralSecurityException e) {
      throw NotUnderstoodException.of("resource", "is not a text of " + ALGORITHM);
    }
  }

  byte[] encrypt(ApiV3Key key, String nonce, String associatedData, byte[] plaintext) {
    try {
      init(Cipher.ENCRYPT_MODE, key, nonce, associatedData);
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "This resource can not be encrypted; a nonce is used once with a key", e);
    }
  }

  private void init(int mode, ApiV3Key key, String nonce, String associatedData)
      throws GeneralSecurityException {
    cipher.init(
        mode,
        key.secretKey(),
        new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
    if (!associatedData.isEmpty()) {
      cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
    }
  }
}
