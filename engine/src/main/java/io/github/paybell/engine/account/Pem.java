package io.github.paybell.engine.account;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/** Reads PEM text. Messages say what is wrong and what to do, and repeat nothing of the text. */
final class Pem {
  private static final int MIN_RSA_BITS = 2048;

  private Pem() {}

  /**
   * Reads a platform certificate or a WeChat Pay public key.
   *
   * @param serial the id it is configured under; it must be the key's own
   * @throws IllegalArgumentException if the text is neither, or another key than the id says
   */
  static PlatformKey platformKey(String serial, String text) {
    try {
      return is(text, "CERTIFICATE") ? certificate(serial, text) : publicKey(serial, text);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "is not readable PEM: give the whole text from -----BEGIN to -----END");
    }
  }

  private static PlatformKey certificate(String serial, String text)
      throws GeneralSecurityException {
    if (serial.startsWith(PlatformKey.ID_PREFIX)) {
      throw new IllegalArgumentException(
          "is a certificate, but the id is one of a public key: configure the certificate under its"
              + " own serial, or give the public key (pub_key.pem)");
    }
    var in = new ByteArrayInputStream(body(text, "CERTIFICATE"));
    var certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    var own = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    // A number has no leading zeros, WeChat Pay's text of it may have.
    if (!serial.replaceFirst("^0+", "").equals(own)) {
      throw new IllegalArgumentException(
          "is the certificate with serial "
              + own
              + ": configure it under that serial, upper case, or give the certificate of this one");
    }
    return new PlatformKey(
        serial, rsa(certificate.getPublicKey()), certificate.getNotAfter().toInstant());
  }

  private static PlatformKey publicKey(String serial, String text) throws GeneralSecurityException {
    var body = body(text, "PUBLIC KEY");
    if (!serial.startsWith(PlatformKey.ID_PREFIX)) {
      throw new IllegalArgumentException(
          "is a public key, so its id begins with PUB_KEY_ID_ and the prefix is part of the id:"
              + " write the id whole, as the merchant platform shows it");
    }
    var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(body));
    return new PlatformKey(serial, rsa(key), null);
  }

  /**
   * Checks that a text is the merchant's private key.
   *
   * @throws IllegalArgumentException if it is not
   */
  static void requirePrivateKey(String text) {
    try {
      var body = body(text, "PRIVATE KEY");
      rsa(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "is not a readable RSA private key in PKCS#8 PEM (apiclient_key.pem)");
    }
  }

  private static <K> K rsa(K key) {
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
      return key;
    }
    throw new IllegalArgumentException(
        "is not an RSA key of at least 2048 bits: WeChat Pay's RSA keys have 2048");
  }

  private static boolean is(String text, String label) {
    return text.contains("-----BEGIN " + label + "-----");
  }

  private static byte[] body(String text, String label) throws GeneralSecurityException {
    var begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("no " + label);
    }
    try {
      return Base64.getMimeDecoder()
          .decode(text.substring(from + begin.length(), to).getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no base64");
    }
  }
}
