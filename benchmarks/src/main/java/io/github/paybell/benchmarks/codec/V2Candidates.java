package io.github.paybell.benchmarks.codec;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.wxpay.sdk.WXPayConstants;
import com.github.wxpay.sdk.WXPayUtil;
import com.ijpay.core.enums.SignType;
import com.ijpay.core.kit.WxPayKit;
import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import io.github.paybell.protocol.v2.SignCase;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Reader;
import io.github.paybell.protocol.v2.V2Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who reads v2 messages: all of them from the raw bytes to proved facts. */
final class V2Candidates {
  static final String WXJAVA = "WxJava";

  private V2Candidates() {}

  static List<Candidate> of(V2SampleNotification.Algorithm algorithm)
      throws GeneralSecurityException {
    boolean md5 = algorithm == V2SampleNotification.Algorithm.MD5;
    String group = md5 ? "v2 MD5" : "v2 HMAC-SHA256";
    String bare = md5 ? "bare MD5 of the string to sign" : "bare HMAC of the string to sign";
    var message =
        V2SampleNotification.paid(
            MerchantFixture.outTradeNo(1), MerchantFixture.transactionId(1), algorithm);
    byte[] body = message.bytes();
    return List.of(
        new Candidate(group, bare, bare, md5 ? md5(message) : hmac(message)),
        new Candidate(group, "Paybell, verified field table", bare, table(body)),
        new Candidate(group, "Paybell, typed result", bare, typed(body)),
        new Candidate(
            group,
            "wxpay-sdk",
            bare,
            wxpaySdk(body, md5 ? WXPayConstants.SignType.MD5 : WXPayConstants.SignType.HMACSHA256)),
        new Candidate(group, "IJPay", bare, ijpay(body, md5 ? SignType.MD5 : SignType.HMACSHA256)));
  }

  /** Apart, because it needs a warm-up of its own. */
  static Candidate wxJava() {
    var message =
        V2SampleNotification.paid(
            MerchantFixture.outTradeNo(1),
            MerchantFixture.transactionId(1),
            V2SampleNotification.Algorithm.MD5);
    byte[] body = message.bytes();
    var config = new WxPayConfig();
    config.setAppId(MerchantFixture.APPID);
    config.setMchId(MerchantFixture.MCHID);
    config.setMchKey(MerchantFixture.V2_KEY);
    var service = new WxPayServiceImpl();
    service.setConfig(config);
    return new Candidate(
        "v2 MD5",
        WXJAVA,
        "bare MD5 of the string to sign",
        () -> service.parseOrderNotifyResult(new String(body, StandardCharsets.UTF_8)));
  }

  /** How many bytes are read, and how many are signed. */
  static String describe() {
    var message =
        V2SampleNotification.paid(
            MerchantFixture.outTradeNo(1),
            MerchantFixture.transactionId(1),
            V2SampleNotification.Algorithm.MD5);
    return "v2 body %d B, string to sign %d B"
        .formatted(message.bytes().length, message.stringToSign().length());
  }

  private static CodecOperation md5(V2SampleNotification message) throws GeneralSecurityException {
    byte[] text = message.stringToSign().getBytes(StandardCharsets.UTF_8);
    var digest = MessageDigest.getInstance("MD5");
    byte[] out = new byte[16];
    return () -> {
      digest.update(text);
      return digest.digest(out, 0, out.length);
    };
  }

  private static CodecOperation hmac(V2SampleNotification message) throws GeneralSecurityException {
    byte[] text = message.stringToSign().getBytes(StandardCharsets.UTF_8);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            MerchantFixture.V2_KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    byte[] out = new byte[32];
    return () -> {
      mac.update(text);
      mac.doFinal(out, 0);
      return out;
    };
  }

  private static CodecOperation table(byte[] body) {
    var reader = new V2Reader(SignCase.UPPER);
    var keys = List.of(V2Key.of(MerchantFixture.V2_KEY));
    return () -> {
      CodecOperation.require(reader.verify(body, keys) >= 0);
      return reader;
    };
  }

  private static CodecOperation typed(byte[] body) {
    var notifications = new V2Notifications();
    var keys = List.of(V2Key.of(MerchantFixture.V2_KEY));
    return () -> {
      var result = notifications.read(body, keys);
      CodecOperation.require(result instanceof V2Result.Payment);
      return result;
    };
  }

  private static CodecOperation wxpaySdk(byte[] body, WXPayConstants.SignType type) {
    return () -> {
      var fields = WXPayUtil.xmlToMap(new String(body, StandardCharsets.UTF_8));
      CodecOperation.require(WXPayUtil.isSignatureValid(fields, MerchantFixture.V2_KEY, type));
      return fields;
    };
  }

  private static CodecOperation ijpay(byte[] body, SignType type) {
    return () -> {
      var fields = WxPayKit.xmlToMap(new String(body, StandardCharsets.UTF_8));
      CodecOperation.require(WxPayKit.verifyNotify(fields, MerchantFixture.V2_KEY, type));
      return fields;
    };
  }
}
