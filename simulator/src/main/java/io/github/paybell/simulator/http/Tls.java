package io.github.paybell.simulator.http;

/**
 * What a listener needs for https.
 *
 * @param certificates the server's certificate and those above it, PEM
 * @param privateKey of the server, PKCS#8 PEM
 * @param clientCa whose client certificates are believed, PEM
 */
public record Tls(String certificates, String privateKey, String clientCa) {
  @Override
  public String toString() {
    return "Tls";
  }
}
