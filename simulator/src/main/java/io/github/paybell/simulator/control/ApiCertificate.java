package io.github.paybell.simulator.control;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.Merchant;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's own key with its API certificate, made to fit each other.
 *
 * @param privateKey PEM
 * @param publicKey its other half
 * @param serial of the certificate, upper-case hex
 * @param pem the certificate
 */
record ApiCertificate(String privateKey, RSAPublicKey publicKey, String serial, String pem) {

  /**
   * Reads what is said, keeps what is known, makes up the rest.
   *
   * @throws IllegalArgumentException if key, certificate and serial do not belong together
   */
  static ApiCertificate read(
      JsonMembers said, @Nullable Merchant known, GeneratedCredentials madeUp) {
    ApiCertificate key = key(said.text("merchant_private_key"), known, madeUp);
    String serial = serial(said.text("merchant_serial"));
    String pem = said.text("merchant_certificate");
    if (pem != null) {
      return key.with(pem, serial);
    }
    if (known != null
        && key.publicKey.equals(known.merchantPublicKey())
        && (serial == null || serial.equals(known.merchantSerial()))) {
      return key.with(known.merchantCertificate(), null);
    }
    if (serial == null) {
      serial = known == null ? madeUp.merchantSerial() : known.merchantSerial();
    }
    RSAPrivateKey half = V3Pem.privateKey(key.privateKey);
    return key.with(madeUp.certificate(key.publicKey, half, serial), serial);
  }

  /** The key, not certified yet. */
  private static ApiCertificate key(
      @Nullable String given, @Nullable Merchant known, GeneratedCredentials madeUp) {
    if (given != null) {
      return new ApiCertificate(
          given, otherHalf(named("merchant_private_key", V3Pem::privateKey, given)), "", "");
    }
    if (known != null) {
      return new ApiCertificate(known.merchantPrivateKey(), known.merchantPublicKey(), "", "");
    }
    KeyPair keys = madeUp.keys("merchant");
    return new ApiCertificate(
        GeneratedCredentials.pem("PRIVATE KEY", keys.getPrivate().getEncoded()),
        (RSAPublicKey) keys.getPublic(),
        "",
        "");
  }

  private static RSAPublicKey otherHalf(RSAPrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey whole)) {
      throw new IllegalArgumentException(
          "merchant_private_key has no public exponent; make it by openssl or the certificate tool");
    }
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(whole.getModulus(), whole.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("merchant_private_key is no sound RSA key", e);
    }
  }

  private static @Nullable String serial(@Nullable String given) {
    if (given == null) {
      return null;
    }
    String serial = given.toUpperCase(Locale.ROOT);
    if (!serial.matches("[1-9A-F][0-9A-F]{0,39}")) {
      throw new IllegalArgumentException(
          "merchant_serial has up to 40 hex digits, the first not 0, was \"" + given + "\"");
    }
    return serial;
  }

  private ApiCertificate with(String certificate, @Nullable String serial) {
    var read = named("merchant_certificate", V3Pem::certificate, certificate);
    String itsSerial = V3Pem.serial(read);
    if (!read.getPublicKey().equals(publicKey)) {
      throw new IllegalArgumentException(
          "merchant_certificate is of another key than merchant_private_key");
    }
    if (serial != null && !serial.equals(itsSerial)) {
      throw new IllegalArgumentException(
          "merchant_certificate has the serial " + itsSerial + ", not merchant_serial " + serial);
    }
    return new ApiCertificate(privateKey, publicKey, itsSerial, certificate);
  }

  private static <T> T named(String member, Function<String, T> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(member + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "ApiCertificate[" + serial + "]";
  }
}
