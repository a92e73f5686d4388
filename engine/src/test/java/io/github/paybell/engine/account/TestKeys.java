package io.github.paybell.engine.account;

import io.github.paybell.protocol.v3.V3Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Throw-away keys; the certificates are those of the protocol samples. */
final class TestKeys {
  static final String SERIAL_1 = "7E57C0DE0000000000000000000000000000A001";
  static final String SERIAL_2 = "7E57C0DE0000000000000000000000000000A002";
  static final String PUBLIC_KEY_ID = "PUB_KEY_ID_01190000010920260101000000000001";
  static final String CERTIFICATE_1 = resource("/samples/v3/keys/platform1_cert.pem");
  static final String CERTIFICATE_2 = resource("/samples/v3/keys/platform2_cert.pem");

  private static final KeyPair PAIR = pair(2048);
  static final String PUBLIC_KEY = pem("PUBLIC KEY", PAIR.getPublic().getEncoded());
  static final String PRIVATE_KEY = pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());

  private TestKeys() {}

  /** An {@code apiclient_cert.p12} with so many keys, each under the first certificate. */
  static byte[] pkcs12(String password, int keys) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var certificate = V3Pem.certificate(CERTIFICATE_1);
      store.setCertificateEntry("ca", certificate);
      for (int i = 0; i < keys; i++) {
        store.setKeyEntry(
            "key" + i, PAIR.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
      }
      var out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static KeyPair pair(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static String resource(String name) {
    try (var in = TestKeys.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
