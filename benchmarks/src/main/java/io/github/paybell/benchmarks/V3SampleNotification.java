package io.github.paybell.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A v3 payment notification, about 930 bytes, signed with a fresh 2048-bit platform key.
 *
 * @param body the request body
 * @param timestamp of the signature, Unix seconds
 * @param signature in Base64
 * @param signed the bytes that the signature covers
 */
public record V3SampleNotification(
    String body,
    PublicKey platformKey,
    String timestamp,
    String nonce,
    String signature,
    String serial,
    byte[] signed) {
  private static final int TAG_BITS = 128;
  private static final String RESOURCE_NONCE = "2wnEPQo15uUJ";
  private static final String ASSOCIATED_DATA = "transaction";

  public static V3SampleNotification paid(String outTradeNo, String transactionId, Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return paid(outTradeNo, transactionId, now, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static V3SampleNotification paid(
      String outTradeNo, String transactionId, Instant now, KeyPair platform)
      throws GeneralSecurityException {
    String body =
        """
        {"id":"f45e9479-f01a-5c36-9c5e-d3c25a3dcc39","create_time":"2026-11-22T10:15:02+08:00",\
        "resource_type":"encrypt-resource","event_type":"TRANSACTION.SUCCESS","summary":"支付成功",\
        "resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"%s",\
        "associated_data":"%s","nonce":"%s"}}"""
            .formatted(
                encrypt(transaction(outTradeNo, transactionId)), ASSOCIATED_DATA, RESOURCE_NONCE);
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = "ZmZuuFnPIbXDCGuDUHBgATQ9epuFyUzm";
    byte[] signed =
        (timestamp + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(platform.getPrivate());
    signature.update(signed);
    return new V3SampleNotification(
        body,
        platform.getPublic(),
        timestamp,
        nonce,
        Base64.getEncoder().encodeToString(signature.sign()),
        "PUB_KEY_ID_01190000010920260101000000000001",
        signed);
  }

  private static String transaction(String outTradeNo, String transactionId) {
    return """
    {"mchid":"%s","appid":"%s","out_trade_no":"%s","transaction_id":"%s","trade_type":"JSAPI",\
    "trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"CMB_CREDIT","attach":"store-17",\
    "success_time":"2026-11-22T10:15:00+08:00","payer":{"openid":"%s"},"amount":{"total":%d,\
    "payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}"""
        .formatted(
            MerchantFixture.MCHID,
            MerchantFixture.APPID,
            outTradeNo,
            transactionId,
            MerchantFixture.OPENID,
            MerchantFixture.TOTAL,
            MerchantFixture.PAYER_TOTAL);
  }

  private static String encrypt(String plaintext) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(MerchantFixture.API_V3_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
        new GCMParameterSpec(TAG_BITS, RESOURCE_NONCE.getBytes(StandardCharsets.US_ASCII)));
    cipher.updateAAD(ASSOCIATED_DATA.getBytes(StandardCharsets.US_ASCII));
    var plain = ByteBuffer.wrap(plaintext.getBytes(StandardCharsets.UTF_8));
    var encrypted = ByteBuffer.allocate(plain.remaining() + TAG_BITS / 8);
    cipher.doFinal(plain, encrypted);
    return Base64.getEncoder().encodeToString(encrypted.array());
  }
}
