package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.Dice;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Credentials made up for a merchant: the same ones for the same seed and {@code mchid} on the same
 * Java version, so that a shop's configuration outlives a restart. They protect nothing.
 */
final class GeneratedCredentials {
  // Those of the keys that are published with this program.
  private static final Instant VALID_FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant VALID_TO = Instant.parse("2044-01-01T00:00:00Z");
  private static final int BITS = 2048;

  private final Dice dice;
  private final String mchid;

  GeneratedCredentials(Dice dice, String mchid) {
    this.dice = dice;
    this.mchid = mchid;
  }

  String appid() {
    return "wx" + dice.hex(16, "appid", mchid);
  }

  String openid() {
    return "o" + dice.alphanumeric(27, "openid", mchid);
  }

  String appSecret() {
    return dice.hex(32, "app secret", mchid);
  }

  String v2Key() {
    return dice.alphanumeric(32, "v2 key", mchid);
  }

  String apiV3Key() {
    return dice.alphanumeric(32, "APIv3 key", mchid);
  }

  /** 40 hex digits of which the first keeps the number positive and its length. */
  String merchantSerial() {
    return "7" + dice.hex(39, "merchant serial", mchid).toUpperCase(Locale.ROOT);
  }

  String publicKeyId() {
    return "PUB_KEY_ID_01" + mchid + "20260101" + dice.digits(12, "public key id", mchid);
  }

  /** RSA, 2048 bits. */
  KeyPair keys(String of) {
    try {
      // These providers by name: another one, put before them for speed, would draw its own keys.
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG", "SUN");
      random.setSeed(dice.alphanumeric(40, of, mchid).getBytes(StandardCharsets.US_ASCII));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
      generator.initialize(BITS, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime makes no RSA keys", e);
    }
  }

  /**
   * A certificate that the key itself signed, PEM.
   *
   * @param serial hex digits, the first not 0
   */
  String certificate(PublicKey publicKey, PrivateKey privateKey, String serial) {
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, "CN")
            .addRDN(BCStyle.O, "TEST ONLY - not Tencent")
            .addRDN(BCStyle.CN, "Test merchant " + mchid)
            .build();
    X509v3CertificateBuilder certificate =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(serial, 16),
            Date.from(VALID_FROM),
            Date.from(VALID_TO),
            name,
            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
    try {
      return pem(
          "CERTIFICATE",
          certificate
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(privateKey))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("The certificate of " + mchid + " cannot be made", e);
    }
  }

  /** PEM with lines of 64 characters. */
  static String pem(String kind, byte[] der) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}
