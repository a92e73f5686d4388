package io.github.paybell.simulator.clients;

import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Merchants in each key mode. Each has a number of its own, because wechatpay-java keeps the
 * certificates that it downloaded in a static map by mchid.
 */
final class Shops {
  /** Certificates, as most merchants from before 2024. */
  static final Merchant CERTIFICATE =
      shop("1900000109", Merchant.Certificates.ONE, Merchant.CallbackKey.CERTIFICATE);

  /** Certificates, while the next one is listed already. */
  static final Merchant ROTATING =
      shop("1900000121", Merchant.Certificates.TWO, Merchant.CallbackKey.CERTIFICATE);

  /** The public key only, as all new merchants. */
  static final Merchant PUBLIC_KEY =
      shop("1900000122", Merchant.Certificates.NONE, Merchant.CallbackKey.PUBLIC_KEY);

  /** The public key, and certificates still listed: while it is being switched. */
  static final Merchant SWITCHING =
      shop("1900000123", Merchant.Certificates.TWO, Merchant.CallbackKey.PUBLIC_KEY);

  static final List<Merchant> ALL = List.of(CERTIFICATE, ROTATING, PUBLIC_KEY, SWITCHING);

  private Shops() {}

  /** The same merchant as it would be if somebody had exchanged its private key. */
  static Merchant withForeignKey(Merchant shop) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    return like(shop, shop.mchid(), pem, shop.certificates(), shop.callbackKey());
  }

  private static Merchant shop(
      String mchid, Merchant.Certificates certificates, Merchant.CallbackKey callbackKey) {
    Merchant like = new Merchants().require(Merchants.DEFAULT);
    return like(like, mchid, like.merchantPrivateKey(), certificates, callbackKey);
  }

  private static Merchant like(
      Merchant like,
      String mchid,
      String merchantPrivateKey,
      Merchant.Certificates certificates,
      Merchant.CallbackKey callbackKey) {
    return new Merchant(
        mchid,
        like.appids(),
        like.openid(),
        like.appSecret(),
        like.v2Key(),
        like.apiV3Key(),
        like.merchantSerial(),
        merchantPrivateKey,
        like.merchantPublicKey(),
        like.merchantCertificate(),
        like.publicKey(),
        certificates,
        callbackKey,
        like.subMchids(),
        like.payDirectories());
  }
}
