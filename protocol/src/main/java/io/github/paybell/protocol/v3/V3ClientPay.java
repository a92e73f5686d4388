package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a merchant hands to the client to call up the payment (调起支付): the second signature, by the
 * same merchant key as the order's.
 */
public final class V3ClientPay {

  private V3ClientPay() {}

  /**
   * For {@code wx.requestPayment} and {@code WeixinJSBridge}, under WeChat's names.
   *
   * @param timeStamp Unix seconds, a string
   * @param packageValue goes out as {@code package}: {@code prepay_id=…}
   * @param signType {@code RSA}
   */
  public record Jsapi(
      String appId,
      String timeStamp,
      String nonceStr,
      String packageValue,
      String signType,
      String paySign) {}

  /**
   * For the app SDK, under WeChat's names.
   *
   * @param timeStamp Unix seconds, a string
   * @param packageValue {@code Sign=WXPay}
   */
  public record App(
      String appId,
      String partnerId,
      String prepayId,
      String packageValue,
      String nonceStr,
      String timeStamp,
      String sign) {}

  /**
   * Signs for JSAPI and mini programs.
   *
   * @param signer the merchant's key
   * @param prepayId from placing the order, valid for 2 h
   * @param at the present
   * @param nonce random letters and digits
   */
  public static Jsapi jsapi(
      V3Signer signer, String appId, String prepayId, Instant at, String nonce) {
    String timeStamp = Long.toString(at.getEpochSecond());
    String packageValue = "prepay_id=" + prepayId;
    return new Jsapi(
        appId,
        timeStamp,
        nonce,
        packageValue,
        "RSA",
        sign(signer, appId, timeStamp, nonce, packageValue));
  }

  /**
   * Signs for the app SDK, which signs the bare prepay_id.
   *
   * @param signer the merchant's key
   * @param partnerId the merchant number
   * @param prepayId from placing the order, valid for 2 h
   * @param at the present
   * @param nonce random letters and digits
   */
  public static App app(
      V3Signer signer, String appId, String partnerId, String prepayId, Instant at, String nonce) {
    String timeStamp = Long.toString(at.getEpochSecond());
    return new App(
        appId,
        partnerId,
        prepayId,
        "Sign=WXPay",
        nonce,
        timeStamp,
        sign(signer, appId, timeStamp, nonce, prepayId));
  }

  private static String sign(
      V3Signer signer, String appId, String timeStamp, String nonce, String fourth) {
    String message = appId + "\n" + timeStamp + "\n" + nonce + "\n" + fourth + "\n";
    return signer.sign(message.getBytes(StandardCharsets.UTF_8));
  }
}
