package io.github.paybell.simulator.tls;

/**
 * A certificate with its key.
 *
 * @param certificates one or more PEM blocks, the own one first
 * @param privateKey PEM, PKCS#8
 */
public record Pem(String certificates, String privateKey) {
  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "Pem[" + certificates.lines().count() + " lines of certificate, and a key]";
  }
}
