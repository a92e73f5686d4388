package io.github.paybell.protocol.v3;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;

/**
 * Reads the PEM files that merchants hold: platform certificates, the WeChat Pay public key, the
 * merchant's private key. Errors say what was found instead and what to give, never the content.
 */
public final class V3Pem {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  private V3Pem() {}

  /**
   * A platform or merchant certificate.
   *
   * @throws IllegalArgumentException if the text is not one X.509 certificate in PEM
   */
  public static X509Certificate certificate(String pem) {
    byte[] der = block(pem, CERTIFICATE);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("The PEM block is not an X.509 certificate.", e);
    }
  }

  /** The serial as {@code Wechatpay-Serial} and {@code serial_no} spell it: upper-case hex. */
  public static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
  }

  /**
   * The WeChat Pay public key (微信支付公钥), as downloaded from the merchant platform.
   *
   * @throws IllegalArgumentException if the text is not one RSA public key in PEM
   */
  public static RSAPublicKey publicKey(String pem) {
    byte[] der = block(pem, PUBLIC_KEY);
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The PEM block is not an RSA public key.", e);
    }
  }

  /**
   * A private key in PKCS#8, such as the merchant's {@code apiclient_key.pem}.
   *
   * @throws IllegalArgumentException if the text is not one unencrypted RSA key in PKCS#8 PEM
   */
  public static RSAPrivateKey privateKey(String pem) {
    byte[] der = block(pem, PRIVATE_KEY);
    try {
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      // Without the cause: its text may quote the key.
      throw new IllegalArgumentException("The PEM block is not an RSA private key in PKCS#8.");
    }
  }

  private static byte[] block(String pem, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    int from = pem.indexOf(begin);
    int to = from < 0 ? -1 : pem.indexOf(end, from);
    if (to < 0) {
      throw new IllegalArgumentException(
          "No \"" + begin + "\" block: " + found(pem) + advice(pem, kind));
    }
    if (pem.indexOf("-----BEGIN ", from + 1) >= 0) {
      throw new IllegalArgumentException(
          "More than one PEM block: give exactly one, \"" + begin + "\".");
    }
    String base64 = pem.substring(from + begin.length(), to).replaceAll("\\s", "");
    byte[] ascii = base64.getBytes(StandardCharsets.ISO_8859_1);
    byte[] der = StrictBase64.decode(ascii, 0, ascii.length);
    if (der == null || der.length == 0) {
      throw new IllegalArgumentException("The block \"" + begin + "\" is not Base64.");
    }
    return der;
  }

  private static String found(String pem) {
    int from = pem.indexOf("-----BEGIN ");
    int to = from < 0 ? -1 : pem.indexOf("-----", from + 11);
    // A label is short; anything longer is content, and is not shown.
    return to < 0 || to - from > 60
        ? "the text is not PEM. "
        : "found \"" + pem.substring(from, to + 5) + "\". ";
  }

  private static String advice(String pem, String kind) {
    if (pem.contains("BEGIN RSA PRIVATE KEY") || pem.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
      return "Convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pem";
    }
    return switch (kind) {
      case CERTIFICATE -> "Give the platform certificate (平台证书).";
      case PUBLIC_KEY -> "Give the WeChat Pay public key, pub_key.pem (微信支付公钥).";
      default -> "Give the merchant's private key, apiclient_key.pem.";
    };
  }
}
