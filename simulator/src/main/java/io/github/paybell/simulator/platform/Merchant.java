package io.github.paybell.simulator.platform;

import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * A merchant with both sides' keys. None of them protects anything: this platform hands them out.
 *
 * @param mchid 8 to 10 digits
 * @param appids those bound to it, the usual one first
 * @param openid of the test user who pays unless another is named
 * @param appSecret of the appids, for the stand-in of OAuth
 * @param v2Key 32 characters
 * @param apiV3Key 32 characters
 * @param merchantSerial of its API certificate
 * @param merchantPrivateKey PEM
 * @param merchantPublicKey the other half
 * @param merchantCertificate PEM
 * @param publicKey the WeChat Pay public key of this merchant (微信支付公钥)
 * @param certificates what {@code /v3/certificates} shows it
 * @param callbackKey which kind of key signs its notifications
 * @param subMchids those that it may name as a partner; empty: any
 * @param payDirectories authorised directories of pages that pay (支付授权目录); empty: any
 */
public record Merchant(
    String mchid,
    List<String> appids,
    String openid,
    String appSecret,
    String v2Key,
    String apiV3Key,
    String merchantSerial,
    String merchantPrivateKey,
    RSAPublicKey merchantPublicKey,
    String merchantCertificate,
    PlatformSigningKey publicKey,
    Certificates certificates,
    CallbackKey callbackKey,
    List<String> subMchids,
    List<String> payDirectories) {

  /** What {@code /v3/certificates} shows. */
  public enum Certificates {
    /** One: the usual case. */
    ONE,
    /** Two: the old and the new one, during a rotation. */
    TWO,
    /** 404: a merchant that has only the public key. */
    NONE
  }

  /** Which kind of key signs notifications. */
  public enum CallbackKey {
    /** Platform certificate 平台证书. */
    CERTIFICATE,
    /** WeChat Pay public key 微信支付公钥. */
    PUBLIC_KEY
  }

  public Merchant {
    if (!mchid.matches("\\d{8,10}")) {
      throw new IllegalArgumentException("mchid has 8 to 10 digits, was \"" + mchid + "\"");
    }
    if (appids.isEmpty()) {
      throw new IllegalArgumentException("a merchant has at least one appid");
    }
    // Both refuse what is no key.
    V2Key.of(v2Key);
    ApiV3Key.of(apiV3Key);
    appids = List.copyOf(appids);
    subMchids = List.copyOf(subMchids);
    payDirectories = List.copyOf(payDirectories);
  }

  /** The usual appid. */
  public String appid() {
    return appids.get(0);
  }

  /** The v2 key, ready to sign. */
  public V2Key v2() {
    return V2Key.of(v2Key);
  }

  /** The APIv3 key, ready to encrypt. */
  public ApiV3Key v3() {
    return ApiV3Key.of(apiV3Key);
  }

  /** Signs as the merchant does. */
  public V3Signer signer() {
    return V3Signer.of(V3Pem.privateKey(merchantPrivateKey), merchantSerial);
  }

  @Override
  public String toString() {
    return "Merchant[" + mchid + "]";
  }
}
