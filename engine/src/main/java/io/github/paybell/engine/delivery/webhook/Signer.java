package io.github.paybell.engine.delivery.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks want it, version 1: HMAC-SHA256 of {@code id.timestamp.body}, one
 * signature for each secret, divided by a space. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  // a Mac is not thread-safe, and initialising one costs more than the signature itself
  private final ThreadLocal<List<Mac>> macs;

  Signer(List<SigningSecret> secrets) {
    var own = List.copyOf(secrets);
    macs = ThreadLocal.withInitial(() -> own.stream().map(Signer::mac).toList());
  }

  /**
   * @param timestamp Unix seconds
   */
  String sign(String id, long timestamp, byte[] body) {
    var head = (id + "." + timestamp + ".").getBytes(US_ASCII);
    var signatures = new StringBuilder(96);
    for (var mac : macs.get()) {
      mac.update(head);
      mac.update(body);
      signatures
          .append(signatures.isEmpty() ? "" : " ")
          .append("v1,")
          .append(Base64.getEncoder().encodeToString(mac.doFinal()));
    }
    return signatures.toString();
  }

  private static Mac mac(SigningSecret secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
