package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signs with one RSA key: a platform signs notifications and answers, a merchant its requests and
 * what the client hands over. Thread-safe; its {@code toString} tells the serial only.
 */
public final class V3Signer {

  private final PrivateKey key;
  private final String serial;

  private V3Signer(PrivateKey key, String serial) {
    this.key = key;
    this.serial = serial;
  }

  /**
   * A signer.
   *
   * @param key an RSA private key
   * @param serial certificate serial, or {@code PUB_KEY_ID_…}, as it is sent
   * @throws IllegalArgumentException if the key is not RSA
   */
  public static V3Signer of(PrivateKey key, String serial) {
    if (!key.getAlgorithm().equals("RSA")) {
      throw new IllegalArgumentException("A v3 signer needs an RSA key, not " + key.getAlgorithm());
    }
    return new V3Signer(key, serial);
  }

  /** The serial that goes with the signatures. */
  public String serial() {
    return serial;
  }

  /**
   * The headers of a notification or of an answer to a merchant's request.
   *
   * @param body exactly the bytes that will be sent; empty for a 204
   * @param at the moment of this attempt: each retry is signed anew
   * @param nonce 32 random letters and digits, new for each attempt
   * @param requestId {@code Request-ID}, or null
   */
  public V3Headers headers(byte[] body, Instant at, String nonce, @Nullable String requestId) {
    String timestamp = Long.toString(at.getEpochSecond());
    byte[] start = (timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[start.length + body.length + 1];
    System.arraycopy(start, 0, message, 0, start.length);
    System.arraycopy(body, 0, message, start.length, body.length);
    message[message.length - 1] = '\n';
    return new V3Headers(
        timestamp, nonce, sign(message), serial, HeaderCheck.SHA256_RSA2048, requestId);
  }

  /** SHA256-RSA over the message, in Base64. */
  public String sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(RsaVerifier.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of " + serial + " can not sign", e);
    }
  }

  /**
   * Checks one signature, for programs that receive requests. Notifications are read by {@link
   * V3Notifications}, which checks more than this.
   *
   * @param signature Base64; anything else is simply wrong
   * @throws IllegalArgumentException if the key is not RSA
   */
  public static boolean verifies(PublicKey key, byte[] message, String signature) {
    return new RsaVerifier(null).verify(key, message, message.length, signature);
  }

  @Override
  public String toString() {
    return "V3Signer[" + serial + "]";
  }
}
