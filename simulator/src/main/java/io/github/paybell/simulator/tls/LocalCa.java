package io.github.paybell.simulator.tls;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.Merchant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A certificate authority for this machine: clients that trust {@code ca.pem} accept the simulator
 * as {@code api.mch.weixin.qq.com}. Made on request only and never installed by itself.
 * Thread-safe.
 */
public final class LocalCa {
  /** The names that WeChat Pay's clients connect to, and this machine's own. */
  public static final List<String> HOSTS =
      List.of(
          "api.mch.weixin.qq.com",
          "api2.mch.weixin.qq.com",
          "api2.wechatpay.cn",
          "localhost",
          "127.0.0.1",
          "::1");

  // As in the files that WeChat Pay hands out; some clients ask for it by name.
  private static final String ALIAS = "Tenpay Certificate";

  private final Path file;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private LocalCa(Path file, X509Certificate certificate, PrivateKey key) {
    this.file = file;
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * The CA of a folder; a new one, valid for ten years, if there is none yet.
   *
   * @param directory is made if it is missing; holds {@code ca.pem} and {@code ca-key.pem} (mode
   *     600)
   * @throws IllegalStateException if only one of the files is there, one cannot be read, or the CA
   *     has expired
   * @throws java.io.UncheckedIOException if a new one cannot be kept
   */
  public static LocalCa open(Path directory) {
    CaFiles files = new CaFiles(directory);
    Pem pem =
        files
            .read()
            .orElseGet(
                () -> {
                  Pem made = make();
                  files.write(made);
                  return made;
                });
    return read(files.certificate(), pem);
  }

  private static Pem make() {
    KeyPair keys = Issuer.keys();
    return new Pem(
        pem(issuer().ca(keys)), PemText.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  private static LocalCa read(Path file, Pem pem) {
    try {
      X509Certificate certificate = V3Pem.certificate(pem.certificates());
      certificate.checkValidity();
      return new LocalCa(file, certificate, V3Pem.privateKey(pem.privateKey()));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the local CA "
              + file
              + " cannot be used: "
              + e.getMessage()
              + " Remove its two files and a new one is made",
          e);
    }
  }

  /** Where the certificate is that clients are to trust. */
  public Path file() {
    return file;
  }

  /** The certificate that clients are to trust. */
  public String certificatePem() {
    return pem(certificate);
  }

  /**
   * A new key and certificate for a server, valid for 397 days.
   *
   * @param hosts further names and addresses, beside {@link #HOSTS}
   */
  public Pem server(List<String> hosts) {
    Set<String> all = new LinkedHashSet<>(HOSTS);
    all.addAll(hosts);
    KeyPair keys = Issuer.keys();
    return new Pem(
        pem(issuer().server(certificate, key, keys.getPublic(), List.copyOf(all)))
            + certificatePem(),
        PemText.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  /**
   * {@code apiclient_cert.p12} of a merchant: its own key and serial, in a certificate of this CA.
   *
   * @return PKCS#12; the password is the mchid
   */
  public byte[] merchantP12(Merchant merchant) {
    char[] password = merchant.mchid().toCharArray();
    X509Certificate client =
        issuer()
            .merchant(
                certificate,
                key,
                merchant.merchantPublicKey(),
                merchant.mchid(),
                new BigInteger(merchant.merchantSerial(), 16));
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS,
          V3Pem.privateKey(merchant.merchantPrivateKey()),
          password,
          new Certificate[] {client, certificate});
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot write PKCS#12: " + e.getMessage(), e);
    }
  }

  private static Issuer issuer() {
    // The system's own time, whatever a simulator takes for real: those who judge these
    // certificates know no other.
    return new Issuer(Clock.systemUTC().instant());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return PemText.of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
