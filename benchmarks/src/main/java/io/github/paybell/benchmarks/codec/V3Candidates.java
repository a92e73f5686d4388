package io.github.paybell.benchmarks.codec;

import cn.hutool.json.JSONUtil;
import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.binarywang.wxpay.v3.auth.PublicCertificateVerifier;
import com.ijpay.core.kit.AesUtil;
import com.ijpay.core.kit.WxPayKit;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V3SampleNotification;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Headers;
import io.github.paybell.protocol.v3.V3Keys;
import io.github.paybell.protocol.v3.V3Notifications;
import io.github.paybell.protocol.v3.V3Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** Who reads v3 messages: all of them from the raw bytes to the typed transaction. */
final class V3Candidates {
  private static final String GROUP = "v3";

  private V3Candidates() {}

  static List<Candidate> all() throws GeneralSecurityException {
    var now = Instant.now();
    var message =
        V3SampleNotification.paid(
            MerchantFixture.outTradeNo(1), MerchantFixture.transactionId(1), now);
    var candidates = new ArrayList<Candidate>();
    Provider jdk = Security.getProvider("SunRsaSign");
    for (var provider :
        List.of(jdk, AmazonCorrettoCryptoProvider.INSTANCE, Conscrypt.newProvider())) {
      String name =
          provider == jdk
              ? "JDK"
              : provider instanceof AmazonCorrettoCryptoProvider ? "ACCP" : "Conscrypt";
      String bare = "bare RSA verify, " + name;
      candidates.add(new Candidate(GROUP, bare, bare, rsa(message, provider)));
      candidates.add(
          new Candidate(GROUP, "Paybell, " + name, bare, paybell(message, provider, now)));
    }
    String bare = "bare RSA verify, JDK";
    candidates.add(new Candidate(GROUP, "wechatpay-java", bare, wechatpayJava(message)));
    candidates.add(new Candidate(GROUP, "WxJava", bare, wxJava(message)));
    candidates.add(new Candidate(GROUP, "IJPay, public key preloaded", bare, ijpay(message)));
    return candidates;
  }

  static String describe() {
    var message =
        V3SampleNotification.paid(
            MerchantFixture.outTradeNo(1), MerchantFixture.transactionId(1), Instant.now());
    return "v3 body %d B, RSA-2048".formatted(message.bytes().length);
  }

  private static CodecOperation rsa(V3SampleNotification message, Provider provider)
      throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withRSA", provider);
    signature.initVerify(message.platformKey());
    byte[] sign = Base64.getDecoder().decode(message.signature());
    byte[] signed = message.signed();
    return () -> {
      signature.update(signed);
      CodecOperation.require(signature.verify(sign));
      return signature;
    };
  }

  private record Keys(String serial, PublicKey key, List<ApiV3Key> apiV3Keys) implements V3Keys {
    @Override
    public @Nullable PublicKey platformKey(String serial) {
      return serial.equals(this.serial) ? key : null;
    }

    @Override
    public Collection<String> serials() {
      return List.of(serial);
    }
  }

  private static CodecOperation paybell(
      V3SampleNotification message, Provider provider, Instant now) {
    var notifications = new V3Notifications(provider);
    var keys =
        new Keys(
            message.serial(),
            message.platformKey(),
            List.of(ApiV3Key.of(MerchantFixture.API_V3_KEY)));
    byte[] body = message.bytes();
    return () -> {
      // a request's headers are new each time
      var headers =
          new V3Headers(
              message.timestamp(),
              message.nonce(),
              message.signature(),
              message.serial(),
              "WECHATPAY2-SHA256-RSA2048",
              "XGVS8QNR7HRKMDA9DQTA4UXKDSFFCLOT-0");
      var result = notifications.read(headers, body, keys, now);
      CodecOperation.require(result instanceof V3Result.Payment);
      return result;
    };
  }

  private static CodecOperation wechatpayJava(V3SampleNotification message) {
    var parser =
        new NotificationParser(
            new RSAPublicKeyNotificationConfig.Builder()
                .publicKey(message.platformKey())
                .publicKeyId(message.serial())
                .apiV3Key(MerchantFixture.API_V3_KEY)
                .build());
    byte[] body = message.bytes();
    return () ->
        parser.parse(
            new RequestParam.Builder()
                .serialNumber(message.serial())
                .timestamp(message.timestamp())
                .nonce(message.nonce())
                .signature(message.signature())
                .signType("WECHATPAY2-SHA256-RSA2048")
                .body(new String(body, StandardCharsets.UTF_8))
                .build(),
            Transaction.class);
  }

  private static CodecOperation wxJava(V3SampleNotification message) {
    var config = new WxPayConfig();
    config.setMchId(MerchantFixture.MCHID);
    config.setApiV3Key(MerchantFixture.API_V3_KEY);
    config.setVerifier(new PublicCertificateVerifier(message.platformKey(), message.serial()));
    var service = new WxPayServiceImpl();
    service.setConfig(config);
    byte[] body = message.bytes();
    return () ->
        service.parseOrderNotifyV3Result(
            new String(body, StandardCharsets.UTF_8),
            new SignatureHeader(
                message.timestamp(), message.nonce(), message.signature(), message.serial()));
  }

  /** Its one-call form reads the certificate anew each time; this is the form in its favour. */
  private static CodecOperation ijpay(V3SampleNotification message) {
    byte[] body = message.bytes();
    byte[] key = MerchantFixture.API_V3_KEY.getBytes(StandardCharsets.UTF_8);
    return () -> {
      String text = new String(body, StandardCharsets.UTF_8);
      CodecOperation.require(
          WxPayKit.verifySignature(
              message.signature(),
              text,
              message.nonce(),
              message.timestamp(),
              message.platformKey()));
      var resource = JSONUtil.parseObj(text).getJSONObject("resource");
      String plain =
          new AesUtil(key)
              .decryptToString(
                  resource.getStr("associated_data").getBytes(StandardCharsets.UTF_8),
                  resource.getStr("nonce").getBytes(StandardCharsets.UTF_8),
                  resource.getStr("ciphertext"));
      return JSONUtil.parseObj(plain);
    };
  }
}
