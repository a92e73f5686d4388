package io.github.paybell.simulator.platform;

import io.github.paybell.protocol.v3.V3Signer;
import java.security.interfaces.RSAPublicKey;

/**
 * A key with which the platform signs.
 *
 * @param signer the private half and the serial or {@code PUB_KEY_ID_…}
 * @param publicKey the public half
 * @param pem what a merchant gets: a certificate or a public key
 */
public record PlatformSigningKey(V3Signer signer, RSAPublicKey publicKey, String pem) {
  /** Certificate serial or {@code PUB_KEY_ID_…}. */
  public String serial() {
    return signer.serial();
  }
}
