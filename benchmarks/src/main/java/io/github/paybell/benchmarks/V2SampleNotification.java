package io.github.paybell.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A v2 payment notification in the shape seen in real ones: 26 elements with two coupons, about 1.2
 * KB, ascending by name, CDATA everywhere but in {@code total_fee} and {@code coupon_fee}.
 */
public record V2SampleNotification(String xml, String stringToSign) {
  private static final Set<String> BARE = Set.of("total_fee", "coupon_fee");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** How the message is signed. */
  public enum Algorithm {
    MD5,
    HMAC_SHA256
  }

  /** The signed notification of one order's payment. */
  public static V2SampleNotification paid(
      String outTradeNo, String transactionId, Algorithm algorithm) {
    var fields = fields(outTradeNo, transactionId);
    String stringToSign =
        fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
            + "&key="
            + MerchantFixture.V2_KEY;
    fields.put("sign", sign(stringToSign, algorithm));
    String xml =
        fields.entrySet().stream()
            .map(V2SampleNotification::element)
            .collect(Collectors.joining("\n", "<xml>", "\n</xml>"));
    return new V2SampleNotification(xml, stringToSign);
  }

  public byte[] bytes() {
    return xml.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> fields(String outTradeNo, String transactionId) {
    var fields = new TreeMap<String, String>();
    fields.put("appid", MerchantFixture.APPID);
    fields.put("attach", "store-17");
    fields.put("bank_type", "CMB_CREDIT");
    fields.put("cash_fee", Long.toString(MerchantFixture.PAYER_TOTAL));
    fields.put("coupon_count", "2");
    fields.put("coupon_fee", "800");
    fields.put("coupon_fee_0", "300");
    fields.put("coupon_fee_1", "500");
    fields.put("coupon_id_0", "10000000000000000001");
    fields.put("coupon_id_1", "10000000000000000002");
    fields.put("coupon_type_0", "CASH");
    fields.put("coupon_type_1", "NO_CASH");
    fields.put("fee_type", "CNY");
    fields.put("is_subscribe", "N");
    fields.put("mch_id", MerchantFixture.MCHID);
    fields.put("nonce_str", "b4d446e2fc56e5ac33639e502b73d8f9");
    fields.put("openid", MerchantFixture.OPENID);
    fields.put("out_trade_no", outTradeNo);
    fields.put("result_code", "SUCCESS");
    fields.put("return_code", "SUCCESS");
    fields.put("settlement_total_fee", "9500");
    fields.put("time_end", "20261122101500");
    fields.put("total_fee", Long.toString(MerchantFixture.TOTAL));
    fields.put("trade_type", "JSAPI");
    fields.put("transaction_id", transactionId);
    return fields;
  }

  private static String element(Map.Entry<String, String> field) {
    String name = field.getKey();
    String value = field.getValue();
    return BARE.contains(name)
        ? "<%s>%s</%s>".formatted(name, value, name)
        : "<%s><![CDATA[%s]]></%s>".formatted(name, value, name);
  }

  private static String sign(String stringToSign, Algorithm algorithm) {
    byte[] bytes = stringToSign.getBytes(StandardCharsets.UTF_8);
    try {
      if (algorithm == Algorithm.MD5) {
        return HEX.formatHex(MessageDigest.getInstance("MD5").digest(bytes));
      }
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              MerchantFixture.V2_KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return HEX.formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
