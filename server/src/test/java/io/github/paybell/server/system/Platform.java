package io.github.paybell.server.system;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.protocol.Samples;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3NotificationWriter;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** WeChat Pay's side of the samples' two merchants: signs what these tests send. Thread-safe. */
public final class Platform {
  /** Where the v2 shop and the v3 shop are called. */
  public static final String V2 = TestEngine.TOKEN;

  public static final String V3 = TestEngine.V3_TOKEN;

  public static final String V2_KEY = Samples.V2_MERCHANT_KEY;
  public static final String API_V3_KEY = "TestOnlyApiV3Key0123456789ABCDEF";
  public static final String WRONG_API_V3_KEY = "WRONG-KEY-WRONG-KEY-WRONG-KEY-32";
  public static final String SERIAL = "7E57C0DE0000000000000000000000000000A001";

  /** Of the certificate that WeChat Pay changes to one day. */
  public static final String NEXT_SERIAL = "7E57C0DE0000000000000000000000000000A002";

  public static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

  private static final V2Key KEY = V2Key.of(V2_KEY);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final V3Signer SIGNER = signer("platform1", SERIAL);

  private static final V3Signer NEXT_SIGNER = signer("platform2", NEXT_SERIAL);

  private Platform() {}

  private static V3Signer signer(String key, String serial) {
    return V3Signer.of(
        V3Pem.privateKey(Samples.text("v3/keys/" + key + "_private_key.TEST-ONLY.pem")), serial);
  }

  /** The two shops as they stand under {@code paybell:}; the platform's key goes into a file. */
  public static String yaml(Path folder) {
    try {
      var key = folder.resolve("platform1_cert.pem");
      Files.write(key, Samples.bytes("v3/keys/platform1_cert.pem"));
      return """
      wechat: { base-url: "http://127.0.0.1:9" }
      accounts:
        shop:
          mchid: "1999999901"
          appids: [wxtest000000000001]
          notify-token: %s
          v2: { key: %s }
        shop3:
          mchid: "1900000109"
          notify-token: %s
          v3: { api-v3-key: %s, platform-keys: { %s: "file:%s" } }
      """
          .formatted(V2, V2_KEY, V3, API_V3_KEY, SERIAL, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of a v2 payment, unsigned. */
  public static Map<String, String> v2Fields(
      String outTradeNo, String transactionId, long totalFee) {
    var fields = new TreeMap<String, String>();
    fields.put("appid", "wxtest000000000001");
    fields.put("bank_type", "OTHERS");
    fields.put("cash_fee", Long.toString(totalFee));
    fields.put("fee_type", "CNY");
    fields.put("is_subscribe", "N");
    fields.put("mch_id", "1999999901");
    fields.put("nonce_str", letters(32));
    fields.put("openid", OPENID);
    fields.put("out_trade_no", outTradeNo);
    fields.put("result_code", "SUCCESS");
    fields.put("return_code", "SUCCESS");
    fields.put("time_end", "20260105093012");
    fields.put("total_fee", Long.toString(totalFee));
    fields.put("trade_type", "JSAPI");
    fields.put("transaction_id", transactionId);
    return fields;
  }

  /** Signs v2 fields with the merchant's key. */
  public static Message v2(Map<String, String> fields) {
    return Message.of(
        V2Messages.payment(V2Messages.signed(fields, SignType.MD5, KEY), V2Form.captured()));
  }

  /** A v2 payment. */
  public static Message v2Paid(String outTradeNo, String transactionId, long totalFee) {
    return v2(v2Fields(outTradeNo, transactionId, totalFee));
  }

  /** A v2 refund result of 1 fen, encrypted with a key. */
  public static Message v2Refund(String outTradeNo, String transactionId, long total, String key) {
    var inner = new TreeMap<String, String>();
    inner.put("out_refund_no", "R" + outTradeNo);
    inner.put("out_trade_no", outTradeNo);
    inner.put("refund_account", "REFUND_SOURCE_RECHARGE_FUNDS");
    inner.put("refund_fee", "1");
    inner.put("refund_id", "5" + transactionId);
    inner.put("refund_recv_accout", "支付用户零钱");
    inner.put("refund_request_source", "API");
    inner.put("refund_status", "SUCCESS");
    inner.put("settlement_refund_fee", "1");
    inner.put("settlement_total_fee", Long.toString(total));
    inner.put("success_time", "2026-01-06 09:12:25");
    inner.put("total_fee", Long.toString(total));
    inner.put("transaction_id", transactionId);
    var outer = new LinkedHashMap<String, String>();
    outer.put("appid", "wxtest000000000001");
    outer.put("mch_id", "1999999901");
    outer.put("nonce_str", letters(32));
    return Message.of(
        V2Messages.refund(
            outer, V2Messages.encryptRefundInfo(V2Messages.refundInfo(inner), V2Key.of(key))));
  }

  /** The plaintext of a v3 payment. */
  public static String v3Plaintext(String outTradeNo, String transactionId, long total) {
    return Samples.text("v3/plaintext/08-after-probe-genuine.json")
        .replace("TV20260101000007", outTradeNo)
        .replace("4200009999202601010000000007", transactionId)
        .replace("_total\":1,", "_total\":" + total + ",")
        .replace("{\"total\":1,", "{\"total\":" + total + ",");
  }

  /** A v3 payment, signed now. */
  public static Message v3Paid(String outTradeNo, String transactionId, long total) {
    return v3("TRANSACTION.SUCCESS", v3Plaintext(outTradeNo, transactionId, total), Instant.now());
  }

  /** A v3 refund result of 1 fen, signed now. */
  public static Message v3Refund(String outTradeNo, String transactionId, long total) {
    return v3(
        "REFUND.SUCCESS",
        """
        {"mchid":"1900000109","out_trade_no":"%s","transaction_id":"%s","out_refund_no":"R%s",\
        "refund_id":"5%s","refund_status":"SUCCESS","success_time":"2026-01-02T08:20:00+08:00",\
        "amount":{"total":%d,"refund":1,"payer_total":%d,"payer_refund":1},\
        "user_received_account":"支付用户零钱"}\
        """
            .formatted(outTradeNo, transactionId, outTradeNo, transactionId, total, total),
        Instant.now());
  }

  /** Any v3 event with a plaintext, signed at a time. */
  public static Message v3(String eventType, String plaintext, Instant at) {
    return v3(eventType, plaintext, at, API_V3_KEY, SERIAL);
  }

  /** As above, under a key and a serial of the caller's choice. */
  public static Message v3(
      String eventType, String plaintext, Instant at, String apiV3Key, String serial) {
    var type = eventType.startsWith("REFUND") ? "refund" : "transaction";
    var body =
        V3NotificationWriter.body(
            new V3Envelope(
                "EV-" + letters(32),
                "2026-01-01T08:20:00+08:00",
                eventType,
                "encrypt-resource",
                "支付成功",
                type,
                Map.of()),
            plaintext,
            ApiV3Key.of(apiV3Key),
            letters(12),
            type);
    return signed(body, at, serial);
  }

  /** Signs a v3 body, whatever it says. */
  public static Message signed(byte[] body, Instant at, String serial) {
    var signer = serial.equals(SERIAL) ? SIGNER : NEXT_SIGNER;
    return new Message(signer.headers(body, at, letters(32), null).asMap(), body);
  }

  /** A message with one header replaced, or left out when the value is empty. */
  public static Message with(Message message, String header, String value) {
    var headers = new LinkedHashMap<>(message.headers());
    headers.remove(header);
    if (!value.isEmpty()) {
      headers.put(header, value);
    }
    return new Message(headers, message.body());
  }

  /** A message with a piece of its body replaced. */
  public static Message replaced(Message message, String piece, String by) {
    var text = new String(message.body(), StandardCharsets.UTF_8);
    if (!text.contains(piece)) {
      throw new IllegalArgumentException("no such piece in the message");
    }
    return new Message(message.headers(), text.replace(piece, by).getBytes(StandardCharsets.UTF_8));
  }

  private static String letters(int count) {
    var alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
