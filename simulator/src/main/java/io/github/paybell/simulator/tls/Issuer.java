package io.github.paybell.simulator.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and signs certificates. */
final class Issuer {
  private static final String ORGANISATION = "Paybell simulator, local use only";
  private static final int KEY_BITS = 2048;
  private static final int SERIAL_BITS = 127;
  private static final Pattern IP_ADDRESS =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Duration CA_LIFE = Duration.ofDays(3650);

  // Browsers refuse a server's certificate that is valid for longer than 398 days.
  private static final Duration LEAF_LIFE = Duration.ofDays(397);

  // A client's clock may be behind.
  private static final Duration BACKDATED = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final Instant now;

  Issuer(Instant now) {
    this.now = now;
  }

  /** RSA 2048: what every client of WeChat Pay can do, for that is what WeChat Pay itself has. */
  static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make RSA keys", e);
    }
  }

  /** The certificate of a CA, signed by itself. */
  X509Certificate ca(KeyPair keys) {
    BigInteger serial = serial();
    // The number tells CAs of several machines apart in a list of trusted ones.
    X500Name name = name("Paybell simulator CA " + serial.toString(16).substring(0, 8));
    return sign(
        builder(name, serial, name, keys.getPublic(), CA_LIFE),
        keys.getPrivate(),
        (certificate, extensions) -> {
          certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
          certificate.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
          certificate.addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(keys.getPublic()));
        });
  }

  /** The certificate of a server with these names and addresses. */
  X509Certificate server(X509Certificate ca, PrivateKey caKey, PublicKey key, List<String> hosts) {
    GeneralName[] names =
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IP_ADDRESS.matcher(host).matches()
                            ? GeneralName.iPAddress
                            : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new);
    return sign(
        builder(subject(ca), serial(), name(hosts.get(0)), key, LEAF_LIFE),
        caKey,
        (certificate, extensions) -> {
          endsAt(certificate, extensions, ca, KeyPurposeId.id_kp_serverAuth);
          certificate.addExtension(
              Extension.subjectAlternativeName, false, new GeneralNames(names));
        });
  }

  /** The certificate of a merchant, with the number it has already. */
  X509Certificate merchant(
      X509Certificate ca, PrivateKey caKey, PublicKey key, String mchid, BigInteger serial) {
    return sign(
        builder(subject(ca), serial, name(mchid), key, CA_LIFE),
        caKey,
        (certificate, extensions) ->
            endsAt(certificate, extensions, ca, KeyPurposeId.id_kp_clientAuth));
  }

  /** What every certificate has that signs no other. */
  private static void endsAt(
      JcaX509v3CertificateBuilder certificate,
      JcaX509ExtensionUtils extensions,
      X509Certificate ca,
      KeyPurposeId purpose)
      throws IOException, GeneralSecurityException {
    certificate.addExtension(
        Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(ca));
    certificate.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    certificate.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, BigInteger serial, X500Name subject, PublicKey key, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(now.minus(BACKDATED)),
        Date.from(now.minus(BACKDATED).plus(life)),
        subject,
        key);
  }

  private BigInteger serial() {
    // The highest bit is set, so that the number has its full length and is not 0.
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, ORGANISATION)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private interface Extending {
    void extend(JcaX509v3CertificateBuilder certificate, JcaX509ExtensionUtils extensions)
        throws IOException, GeneralSecurityException;
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder certificate, PrivateKey key, Extending extending) {
    try {
      extending.extend(certificate, new JcaX509ExtensionUtils());
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
    } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a certificate: " + e.getMessage(), e);
    }
  }
}
