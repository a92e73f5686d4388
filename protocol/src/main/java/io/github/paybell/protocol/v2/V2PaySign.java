package io.github.paybell.protocol.v2;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The second signature: what the client needs to open the cashier after the order was placed. The
 * algorithm must be the one that the order was placed with. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=7_7&amp;index=6">JSAPI</a>
 */
public final class V2PaySign {
  private V2PaySign() {}

  /**
   * Parameters of {@code WeixinJSBridge}'s {@code getBrandWCPayRequest} and of {@code
   * wx.requestPayment}: {@code appId, timeStamp, nonceStr, package, signType, paySign}, in this
   * order.
   *
   * @param appId the appid under which the order was placed
   * @param now becomes {@code timeStamp}, whole seconds as text
   * @param nonceStr random text, at most 32 characters
   * @param prepayId what placing the order answered
   */
  public static Map<String, String> jsapi(
      String appId, Instant now, String nonceStr, String prepayId, SignType signType, V2Key key) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("appId", appId);
    params.put("timeStamp", Long.toString(now.getEpochSecond()));
    params.put("nonceStr", nonceStr);
    params.put("package", "prepay_id=" + prepayId);
    params.put("signType", signType.wireName());
    params.put("paySign", V2Messages.sign(params, signType, key));
    return Collections.unmodifiableMap(params);
  }

  /**
   * Parameters of the app SDK's {@code PayReq}: {@code appid, partnerid, prepayid, package,
   * noncestr, timestamp, sign}, in this order; all names in lower case.
   *
   * @param appid the app's appid
   * @param partnerid the merchant number
   * @param prepayid what placing the order answered
   * @param noncestr random text, at most 32 characters
   * @param now becomes {@code timestamp}, whole seconds as text
   */
  public static Map<String, String> app(
      String appid,
      String partnerid,
      String prepayid,
      String noncestr,
      Instant now,
      SignType signType,
      V2Key key) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("appid", appid);
    params.put("partnerid", partnerid);
    params.put("prepayid", prepayid);
    params.put("package", "Sign=WXPay");
    params.put("noncestr", noncestr);
    params.put("timestamp", Long.toString(now.getEpochSecond()));
    params.put("sign", V2Messages.sign(params, signType, key));
    return Collections.unmodifiableMap(params);
  }
}
