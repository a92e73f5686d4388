package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.bean.notify.WxPayOrderNotifyResult;
import com.github.binarywang.wxpay.bean.notify.WxPayRefundNotifyResult;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.binarywang.wxpay.util.SignUtils;
import com.github.wxpay.sdk.WXPayConstants;
import com.github.wxpay.sdk.WXPayUtil;
import com.ijpay.core.kit.WxPayKit;
import io.github.paybell.protocol.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What we write the established libraries accept; what they sign we accept. */
class V2OracleTest {
  private final V2Reader reader = new V2Reader(SignCase.UPPER);

  @Test
  @DisplayName("FORGERY_INERT: IJPay and we agree on 2000 messages, both ways")
  void ijpay() {
    RandomMessages random = new RandomMessages(20260105);
    for (int i = 0; i < 2000; i++) {
      // IJPay signs empty values too, against the rule: it gets none.
      Map<String, String> fields = new LinkedHashMap<>(random.next());
      fields.values().removeIf(String::isEmpty);
      SignType type = random.signType();
      String key = random.key();
      com.ijpay.core.enums.SignType theirs =
          type == SignType.MD5
              ? com.ijpay.core.enums.SignType.MD5
              : com.ijpay.core.enums.SignType.HMACSHA256;

      byte[] ours =
          V2Messages.payment(V2Messages.signed(fields, type, V2Key.of(key)), random.form());
      Map<String, String> read = WxPayKit.xmlToMap(text(ours));
      assertThat(WxPayKit.verifyNotify(new HashMap<>(read), key, theirs)).isTrue();
      proved(ours, key, fields);

      Map<String, String> signed = new LinkedHashMap<>(fields);
      signed.put("sign", WxPayKit.createSign(signed, key, theirs));
      proved(V2Messages.payment(signed, random.form()), key, fields);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: the official SDK and we agree on 1000 messages, both ways")
  void officialSdk() throws Exception {
    RandomMessages random = new RandomMessages(20260106);
    for (int i = 0; i < 1000; i++) {
      Map<String, String> fields = random.next();
      SignType type = random.signType();
      String key = random.key();
      WXPayConstants.SignType theirs =
          type == SignType.MD5 ? WXPayConstants.SignType.MD5 : WXPayConstants.SignType.HMACSHA256;

      byte[] ours =
          V2Messages.payment(V2Messages.signed(fields, type, V2Key.of(key)), random.form());
      assertThat(WXPayUtil.isSignatureValid(WXPayUtil.xmlToMap(text(ours)), key, theirs)).isTrue();
      proved(ours, key, fields);

      // Theirs has a declaration, indentation and whatever entities the JDK's serialiser likes.
      String signed = WXPayUtil.generateSignedXml(new HashMap<>(fields), key, theirs);
      proved(signed.getBytes(StandardCharsets.UTF_8), key, fields);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: WxJava and we agree on 600 messages, both ways, and on the facts")
  void wxJava() throws Exception {
    RandomMessages random = new RandomMessages(20260107);
    for (int i = 0; i < 600; i++) {
      Map<String, String> fields = random.next();
      SignType type = random.signType();
      String key = random.key();

      byte[] ours =
          V2Messages.payment(V2Messages.signed(fields, type, V2Key.of(key)), random.form());
      WxPayOrderNotifyResult theirs =
          wxPayService(key).parseOrderNotifyResult(text(ours), type.wireName());
      V2Payment payment = ((V2Result.Payment) reader.read(ours, List.of(V2Key.of(key)))).payment();
      assertThat(theirs.getOutTradeNo()).isEqualTo(payment.outTradeNo());
      assertThat((long) theirs.getTotalFee()).isEqualTo(payment.totalFee());
      assertThat(Long.valueOf(theirs.getCashFee())).isEqualTo(payment.cashFee());
      assertThat(theirs.getTimeEnd()).isEqualTo(payment.timeEnd());
      assertThat(payment.coupons()).hasSize(count(theirs.getCouponCount()));

      Map<String, String> signed = new LinkedHashMap<>(fields);
      signed.put("sign", SignUtils.createSign(fields, type.wireName(), key, new String[0]));
      proved(V2Messages.payment(signed, random.form()), key, fields);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: WxJava and IJPay decrypt our refund results, and we the sample's")
  void refunds() throws Exception {
    TreeMap<String, String> inner = new TreeMap<>();
    FieldTable sample = new FieldTable();
    assertThat(sample.readRefundInfo(Samples.bytes("v2/11-refund-notify-inner-plaintext.xml")))
        .isTrue();
    inner.putAll(sample.toMap());
    RandomMessages random = new RandomMessages(20260108);
    for (int i = 0; i < 100; i++) {
      String key = random.key();
      inner.put("refund_fee", Integer.toString(1 + i));
      byte[] plaintext = V2Messages.refundInfo(inner);
      String reqInfo = V2Messages.encryptRefundInfo(plaintext, V2Key.of(key));
      Map<String, String> outer = new LinkedHashMap<>();
      outer.put("appid", "wxtest000000000001");
      outer.put("mch_id", "1999999901");
      outer.put("nonce_str", "n" + i);
      byte[] body = V2Messages.refund(outer, reqInfo);

      assertThat(WxPayKit.decryptData(reqInfo, key)).isEqualTo(text(plaintext));
      WxPayRefundNotifyResult theirs = wxPayService(key).parseRefundNotifyResult(text(body));
      V2RefundResult ours = ((V2Result.Refund) reader.read(body, List.of(V2Key.of(key)))).refund();
      assertThat(ours.refundFee()).isEqualTo(1 + i);
      assertThat((long) theirs.getReqInfo().getRefundFee()).isEqualTo(ours.refundFee());
      assertThat(theirs.getReqInfo().getRefundId()).isEqualTo(ours.refundId());
    }
  }

  private void proved(byte[] body, String key, Map<String, String> fields) {
    int keyIndex = reader.verify(body, List.of(V2Key.of("x".repeat(32)), V2Key.of(key)));

    assertThat(keyIndex).isEqualTo(1);
    Map<String, String> read = nonEmpty(reader.fields().toMap());
    read.remove("sign");
    assertThat(read).isEqualTo(nonEmpty(fields));
  }

  private static Map<String, String> nonEmpty(Map<String, String> fields) {
    Map<String, String> rest = new TreeMap<>(fields);
    rest.values().removeIf(String::isEmpty);
    return rest;
  }

  private static WxPayService wxPayService(String key) {
    WxPayConfig config = new WxPayConfig();
    config.setMchKey(key);
    WxPayService service = new WxPayServiceImpl();
    service.setConfig(config);
    return service;
  }

  private static int count(Integer couponCount) {
    return couponCount == null ? 0 : couponCount;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
