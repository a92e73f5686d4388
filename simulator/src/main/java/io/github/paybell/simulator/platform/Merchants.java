package io.github.paybell.simulator.platform;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The merchants of this platform, and the platform's own certificates, which all merchants share.
 * One merchant is always there; its keys are published and the same at every start, so that a
 * shop's configuration stays right. Thread-safe.
 */
public final class Merchants {
  /** The name under which the merchant that is always there can be asked for. */
  public static final String DEFAULT = "default";

  /** Its number. */
  public static final String DEFAULT_MCHID = "1900000109";

  private final PlatformSigningKey certificate;
  private final PlatformSigningKey nextCertificate;
  private final Map<String, Merchant> byMchid = new ConcurrentSkipListMap<>();

  /** With the one merchant that is always there. */
  public Merchants() {
    certificate = certificate("platform1");
    nextCertificate = certificate("platform2");
    Merchant first = published();
    byMchid.put(first.mchid(), first);
  }

  /** The platform certificate that signs. */
  public PlatformSigningKey certificate() {
    return certificate;
  }

  /** The one that follows it in a rotation. */
  public PlatformSigningKey nextCertificate() {
    return nextCertificate;
  }

  /** All merchants, by number. */
  public List<Merchant> all() {
    return List.copyOf(byMchid.values());
  }

  /** A merchant by its number, or {@link #DEFAULT}; null if there is none. */
  public @Nullable Merchant find(String mchid) {
    return byMchid.get(mchid.equals(DEFAULT) ? DEFAULT_MCHID : mchid);
  }

  /**
   * A merchant that is known to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public Merchant require(String mchid) {
    Merchant merchant = find(mchid);
    if (merchant == null) {
      throw new IllegalArgumentException("no merchant " + mchid);
    }
    return merchant;
  }

  /** Adds a merchant, or takes it instead of the one with its number. */
  public void put(Merchant merchant) {
    byMchid.put(merchant.mchid(), merchant);
  }

  private static Merchant published() {
    String publicKey = pem("wechatpay_pubkey_mode_public_key.pem");
    String certificate = pem("merchant_cert.pem");
    return new Merchant(
        DEFAULT_MCHID,
        List.of("wx8888888888888888"),
        "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
        "TestOnlyAppSecret000000000000000",
        "TestKeyForSimulatorOnly000000001",
        "TestOnlyApiV3Key0123456789ABCDEF",
        V3Pem.serial(V3Pem.certificate(certificate)),
        pem("merchant_private_key.TEST-ONLY.pem"),
        (RSAPublicKey) V3Pem.certificate(certificate).getPublicKey(),
        certificate,
        new PlatformSigningKey(
            V3Signer.of(
                V3Pem.privateKey(pem("wechatpay_pubkey_mode_private_key.TEST-ONLY.pem")),
                "PUB_KEY_ID_01190000010920260101000000000001"),
            V3Pem.publicKey(publicKey),
            publicKey),
        Merchant.Certificates.ONE,
        Merchant.CallbackKey.CERTIFICATE,
        List.of(),
        List.of());
  }

  private static PlatformSigningKey certificate(String name) {
    String pem = pem(name + "_cert.pem");
    var certificate = V3Pem.certificate(pem);
    return new PlatformSigningKey(
        V3Signer.of(
            V3Pem.privateKey(pem(name + "_private_key.TEST-ONLY.pem")), V3Pem.serial(certificate)),
        (RSAPublicKey) certificate.getPublicKey(),
        pem);
  }

  private static String pem(String name) {
    try (InputStream in =
        Merchants.class.getResourceAsStream("/io/github/paybell/simulator/keys/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the key " + name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
