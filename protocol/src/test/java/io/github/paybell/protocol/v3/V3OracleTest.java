package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.binarywang.wxpay.v3.auth.PublicCertificateVerifier;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Other people's libraries, held against ours in both directions; none of them ships. */
class V3OracleTest {

  private static final int MESSAGES = 1000;

  @Test
  @DisplayName("FORGERY_INERT: wechatpay-java accepts 1000 notifications we wrote, facts equal")
  void officialReadsOurs() {
    NotificationParser parser =
        new NotificationParser(
            new RSAPublicKeyNotificationConfig.Builder()
                .publicKey(publicKeyPem())
                .publicKeyId(MadeUp.SERIAL)
                .apiV3Key(MadeUp.API_V3_KEY_TEXT)
                .build());
    for (long seed = 0; seed < MESSAGES; seed++) {
      MadeUp.Delivery it = new MadeUp(seed, false).delivery();
      RequestParam request =
          new RequestParam.Builder()
              .serialNumber(it.headers().serial())
              .nonce(it.headers().nonce())
              .signature(it.headers().signature())
              .timestamp(it.headers().timestamp())
              .signType(it.headers().signatureType())
              .body(new String(it.body(), StandardCharsets.UTF_8))
              .build();
      if (it.expected() instanceof V3Result.Payment payment) {
        Transaction theirs = parser.parse(request, Transaction.class);
        V3Transaction ours = payment.transaction();
        assertThat(theirs.getOutTradeNo()).isEqualTo(ours.outTradeNo());
        assertThat(theirs.getTransactionId()).isEqualTo(ours.transactionId());
        assertThat(theirs.getAttach()).isEqualTo(ours.attach());
        assertThat(theirs.getAmount().getTotal().longValue()).isEqualTo(ours.amount().total());
      } else if (it.expected() instanceof V3Result.Refund refund) {
        RefundNotification theirs = parser.parse(request, RefundNotification.class);
        assertThat(theirs.getRefundId()).isEqualTo(refund.refund().refundId());
        assertThat(theirs.getAmount().getRefund()).isEqualTo(refund.refund().refund());
        assertThat(theirs.getRefundStatus().name()).isEqualTo(refund.refund().refundStatus());
      } else {
        V3CombinedTransaction ours = ((V3Result.CombinedPayment) it.expected()).transaction();
        Map<?, ?> theirs = parser.parse(request, Map.class);
        assertThat(theirs.get("combine_out_trade_no")).isEqualTo(ours.combineOutTradeNo());
      }
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: 1000 notifications that wechatpay-java signs and encrypts are read")
  void weReadOfficial() {
    RSASigner signer = new RSASigner(MadeUp.SERIAL, MadeUp.PLATFORM.getPrivate());
    AeadAesCipher cipher =
        new AeadAesCipher(MadeUp.API_V3_KEY_TEXT.getBytes(StandardCharsets.US_ASCII));
    V3Notifications notifications = new V3Notifications();
    for (long seed = 0; seed < MESSAGES; seed++) {
      MadeUp made = new MadeUp(seed);
      V3Transaction transaction = made.transaction();
      String nonce = made.word(12);
      String ciphertext =
          cipher.encrypt(
              "transaction".getBytes(StandardCharsets.UTF_8),
              nonce.getBytes(StandardCharsets.UTF_8),
              V3Plaintext.of(transaction).getBytes(StandardCharsets.UTF_8));
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("id", "ID-" + seed);
      envelope.put("create_time", "2026-01-01T08:00:00+08:00");
      envelope.put("event_type", "TRANSACTION.SUCCESS");
      envelope.put("summary", made.text());
      envelope.put(
          "resource",
          Map.of(
              "original_type", "transaction",
              "algorithm", "AEAD_AES_256_GCM",
              "ciphertext", ciphertext,
              "associated_data", "transaction",
              "nonce", nonce));
      String body = Sample.JSON.writeValueAsString(envelope);
      String timestamp = Long.toString(MadeUp.NOW.getEpochSecond());
      String headerNonce = made.word(32);
      String signature = signer.sign(timestamp + "\n" + headerNonce + "\n" + body + "\n").getSign();
      V3Result result =
          notifications.read(
              new V3Headers(timestamp, headerNonce, signature, MadeUp.SERIAL, null, null),
              body.getBytes(StandardCharsets.UTF_8),
              MadeUp.KEYS,
              MadeUp.NOW);
      assertThat(((V3Result.Payment) result).transaction()).isEqualTo(transaction);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: WxJava accepts 1000 notifications we wrote, facts equal")
  void wxJavaReadsOurs() throws Exception {
    WxPayConfig config = new WxPayConfig();
    config.setApiV3Key(MadeUp.API_V3_KEY_TEXT);
    config.setVerifier(new PublicCertificateVerifier(MadeUp.PLATFORM.getPublic(), MadeUp.SERIAL));
    WxPayServiceImpl service = new WxPayServiceImpl();
    service.setConfig(config);
    for (long seed = 0; seed < MESSAGES; seed++) {
      MadeUp.Delivery it = new MadeUp(seed, false).delivery();
      SignatureHeader header =
          new SignatureHeader(
              it.headers().timestamp(),
              it.headers().nonce(),
              it.headers().signature(),
              it.headers().serial());
      String body = new String(it.body(), StandardCharsets.UTF_8);
      if (it.expected() instanceof V3Result.Payment payment) {
        var theirs = service.parseOrderNotifyV3Result(body, header).getResult();
        assertThat(theirs.getOutTradeNo()).isEqualTo(payment.transaction().outTradeNo());
        assertThat(theirs.getAmount().getTotal().longValue())
            .isEqualTo(payment.transaction().amount().total());
      } else if (it.expected() instanceof V3Result.Refund refund) {
        var theirs = service.parseRefundNotifyV3Result(body, header).getResult();
        assertThat(theirs.getRefundId()).isEqualTo(refund.refund().refundId());
        assertThat(theirs.getAmount().getRefund().longValue()).isEqualTo(refund.refund().refund());
      } else {
        V3CombinedTransaction ours = ((V3Result.CombinedPayment) it.expected()).transaction();
        var theirs = service.parseCombineNotifyResult(body, header).getResult();
        assertThat(theirs.getSubOrders()).hasSameSizeAs(ours.subOrders());
        assertThat(theirs.getSubOrders().get(0).getAmount().getTotalAmount().longValue())
            .isEqualTo(ours.subOrders().get(0).amount().total());
      }
    }
  }

  private static String publicKeyPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + java.util.Base64.getMimeEncoder().encodeToString(MadeUp.PLATFORM.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
