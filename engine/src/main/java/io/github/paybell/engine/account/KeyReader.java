package io.github.paybell.engine.account;

import io.github.paybell.protocol.v3.V3Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collections;

/**
 * Reads the RSA keys of an account and checks that each is the one its id says. Messages say what
 * is wrong and what to do, and repeat nothing of the text.
 */
final class KeyReader {
  private static final int MIN_RSA_BITS = 2048;

  private KeyReader() {}

  /**
   * Reads a platform certificate or a WeChat Pay public key.
   *
   * @param serial the id it is configured under; it must be the key's own
   * @throws IllegalArgumentException if the text is neither, or another key than the id says
   */
  static PlatformKey platformKey(String serial, String pem) {
    return pem.contains("-----BEGIN CERTIFICATE-----")
        ? certificate(serial, pem)
        : publicKey(serial, pem);
  }

  private static PlatformKey certificate(String serial, String pem) {
    if (serial.startsWith(PlatformKey.ID_PREFIX)) {
      throw new IllegalArgumentException(
          "This is a certificate, but the id is one of a public key: configure the certificate under"
              + " its own serial, or give the public key (pub_key.pem)");
    }
    var certificate = V3Pem.certificate(pem);
    var own = V3Pem.serial(certificate);
    // A number has no leading zeros, WeChat Pay's text of it may have.
    if (!serial.replaceFirst("^0+", "").equals(own)) {
      throw new IllegalArgumentException(
          "This is the certificate with serial "
              + own
              + ": configure it under that serial, upper case, or give the certificate of this one");
    }
    return new PlatformKey(
        serial, rsa(certificate.getPublicKey()), certificate.getNotAfter().toInstant());
  }

  private static PlatformKey publicKey(String serial, String pem) {
    var key = rsa(V3Pem.publicKey(pem));
    if (!serial.startsWith(PlatformKey.ID_PREFIX)) {
      throw new IllegalArgumentException(
          "This is a public key, so its id begins with PUB_KEY_ID_ and the prefix is part of the id:"
              + " write the id whole, as the merchant platform shows it");
    }
    return new PlatformKey(serial, key, null);
  }

  /**
   * Reads the merchant's private key.
   *
   * @throws IllegalArgumentException if the text is not one
   */
  static PrivateKey privateKey(String pem) {
    return rsa(V3Pem.privateKey(pem));
  }

  /**
   * Opens the merchant's PKCS#12.
   *
   * @throws IllegalArgumentException if it is none, the password is another's, or it does not hold
   *     exactly one key with its certificate
   */
  static ClientCertificate clientCertificate(byte[] pkcs12, char[] password) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(pkcs12), password);
      var keys = new ArrayList<String>();
      for (var alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new IllegalArgumentException(
            "This PKCS#12 holds "
                + keys.size()
                + " keys instead of one: give apiclient_cert.p12 as the merchant platform made it");
      }
      var alias = keys.get(0);
      if (store.getKey(alias, password) == null
          || !(store.getCertificate(alias) instanceof X509Certificate certificate)) {
        throw new IllegalArgumentException(
            "This PKCS#12 holds a key without its certificate: give apiclient_cert.p12 as the"
                + " merchant platform made it");
      }
      return new ClientCertificate(store, password, certificate.getNotAfter().toInstant());
    } catch (UnrecoverableKeyException e) {
      throw wrongPassword(e);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw wrongPassword(e);
      }
      throw notPkcs12(e);
    } catch (GeneralSecurityException e) {
      throw notPkcs12(e);
    }
  }

  private static IllegalArgumentException wrongPassword(Exception e) {
    return new IllegalArgumentException(
        "This PKCS#12 does not open with its password, which is the mchid unless v2's certificate"
            + " password says another",
        e);
  }

  private static IllegalArgumentException notPkcs12(Exception e) {
    return new IllegalArgumentException(
        "This is no PKCS#12 that this Java can read: give apiclient_cert.p12 as the merchant platform"
            + " made it",
        e);
  }

  private static <K> K rsa(K key) {
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
      return key;
    }
    throw new IllegalArgumentException(
        "This is not an RSA key of at least 2048 bits: WeChat Pay's RSA keys have 2048");
  }
}
