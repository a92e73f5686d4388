package io.github.paybell.engine.inbox;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3NotificationWriter;
import io.github.paybell.protocol.v3.V3Signer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The platform as far as the inbox sees it: writes and signs notifications for merchants made up
 * here. {@code shop} takes v2 and v3, {@code branch} v3 only.
 */
public final class TestPlatform {
  public static final String SHOP_TOKEN = "token-of-the-made-up-shop";
  public static final String BRANCH_TOKEN = "token-of-the-made-up-branch";
  public static final String MCHID = "1900000201";
  public static final String BRANCH_MCHID = "1900000202";
  public static final String API_V3_KEY = "MadeUpApiV3Key0123456789ABCDEFGH";
  public static final String OLD_API_V3_KEY = "OlderApiV3Key00123456789ABCDEFGH";

  private static final String APPID = "wx0000000000000201";
  static final V2Key V2_KEY = V2Key.of("MadeUpV2Key000000000000000000001");
  private static final String SERIAL = "PUB_KEY_ID_0119000002012026010100000000000001";
  private static final KeyPair KEYS = keys();
  private static final AtomicLong COUNT = new AtomicLong();

  private TestPlatform() {}

  /** A notification as it is delivered. */
  public record Sent(String token, Map<String, String> headers, byte[] body) {
    public Reply to(TestEngine shop) {
      return shop.deliver(token, headers, body);
    }

    public CompletableFuture<Reply> laterTo(TestEngine shop) {
      return shop.deliverLater(token, headers, body);
    }
  }

  public static List<AccountSettings> accounts() {
    return accounts(API_V3_KEY);
  }

  public static List<AccountSettings> accounts(String apiV3Key) {
    return List.of(
        new AccountSettings(
            "shop",
            MCHID,
            List.of(APPID),
            List.of(),
            SHOP_TOKEN,
            new AccountSettings.V2(Secret.of("MadeUpV2Key000000000000000000001"), null, null, null),
            v3(apiV3Key),
            null,
            null),
        new AccountSettings(
            "branch",
            BRANCH_MCHID,
            List.of(),
            List.of(),
            BRANCH_TOKEN,
            null,
            v3(API_V3_KEY),
            null,
            null));
  }

  private static AccountSettings.V3 v3(String apiV3Key) {
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(KEYS.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return new AccountSettings.V3(Secret.of(apiV3Key), null, null, null, Map.of(SERIAL, pem));
  }

  /** The fields of a v2 payment notification of so many fen. */
  public static Map<String, String> v2Fields(String outTradeNo, String transactionId, long fen) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("appid", APPID);
    fields.put("bank_type", "OTHERS");
    fields.put("cash_fee", Long.toString(fen));
    fields.put("fee_type", "CNY");
    fields.put("mch_id", MCHID);
    fields.put("nonce_str", "n" + COUNT.incrementAndGet());
    fields.put("openid", "oTESTsim0000000000000000001A");
    fields.put("out_trade_no", outTradeNo);
    fields.put("result_code", "SUCCESS");
    fields.put("return_code", "SUCCESS");
    fields.put("time_end", "20260105093012");
    fields.put("total_fee", Long.toString(fen));
    fields.put("trade_type", "JSAPI");
    fields.put("transaction_id", transactionId);
    return fields;
  }

  public static Sent v2(Map<String, String> fields) {
    return new Sent(
        SHOP_TOKEN,
        Map.of(),
        V2Messages.payment(V2Messages.signed(fields, SignType.MD5, V2_KEY), V2Form.captured()));
  }

  public static Sent v2Paid(String outTradeNo, String transactionId, long fen) {
    return v2(v2Fields(outTradeNo, transactionId, fen));
  }

  public static Sent v2Refund(
      String outTradeNo, String transactionId, String outRefundNo, String status, long fen) {
    var inner =
        new TreeMap<>(
            Map.of(
                "out_refund_no",
                outRefundNo,
                "out_trade_no",
                outTradeNo,
                "refund_fee",
                Long.toString(fen),
                "refund_id",
                "wx" + outRefundNo,
                "refund_status",
                status,
                "settlement_refund_fee",
                Long.toString(fen),
                "settlement_total_fee",
                "100",
                "success_time",
                "2026-01-06 09:12:25",
                "total_fee",
                "100",
                "transaction_id",
                transactionId));
    return new Sent(
        SHOP_TOKEN,
        Map.of(),
        V2Messages.refund(
            Map.of("appid", APPID, "mch_id", MCHID, "nonce_str", "n" + COUNT.incrementAndGet()),
            V2Messages.encryptRefundInfo(V2Messages.refundInfo(inner), V2_KEY)));
  }

  public static Sent v3Paid(String id, String outTradeNo, String transactionId, long fen) {
    return v3(id, "TRANSACTION.SUCCESS", "transaction", v3Payment(outTradeNo, transactionId, fen));
  }

  public static String v3Payment(String outTradeNo, String transactionId, long fen) {
    return """
    {"mchid":"%s","appid":"%s","out_trade_no":"%s","transaction_id":"%s","trade_type":"JSAPI",\
    "trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"OTHERS",\
    "success_time":"2026-01-05T09:30:12+08:00","payer":{"openid":"oTEST"},\
    "amount":{"total":%d,"payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}\
    """
        .formatted(MCHID, APPID, outTradeNo, transactionId, fen, fen);
  }

  public static Sent v3Refund(
      String id,
      String outTradeNo,
      String transactionId,
      String outRefundNo,
      String status,
      long fen) {
    return v3(
        id,
        "REFUND." + status,
        "refund",
        """
        {"mchid":"%s","out_trade_no":"%s","transaction_id":"%s","out_refund_no":"%s",\
        "refund_id":"wx%s","refund_status":"%s","success_time":"2026-01-06T09:12:25+08:00",\
        "amount":{"total":100,"refund":%d,"payer_total":100,"payer_refund":%d},\
        "user_received_account":"支付用户零钱"}\
        """
            .formatted(
                MCHID, outTradeNo, transactionId, outRefundNo, outRefundNo, status, fen, fen));
  }

  /** One sub-order of a combined payment. */
  public record Sub(String mchid, String outTradeNo, String transactionId, long fen) {}

  public static Sent v3Combined(String id, List<Sub> subs) {
    var text = new StringBuilder();
    for (var sub : subs) {
      text.append(text.isEmpty() ? "" : ",")
          .append(
              """
              {"mchid":"%s","trade_type":"JSAPI","trade_state":"SUCCESS","bank_type":"OTHERS",\
              "attach":"","amount":{"total_amount":%d,"currency":"CNY","payer_amount":%d,\
              "payer_currency":"CNY"},"success_time":"2026-01-05T09:30:12+08:00",\
              "transaction_id":"%s","out_trade_no":"%s"}\
              """
                  .formatted(
                      sub.mchid(), sub.fen(), sub.fen(), sub.transactionId(), sub.outTradeNo()));
    }
    return v3(
        id,
        "TRANSACTION.SUCCESS",
        "transaction",
        """
        {"combine_appid":"%s","combine_mchid":"%s","combine_out_trade_no":"C%s",\
        "sub_orders":[%s],"combine_payer_info":{"openid":"oTEST"}}\
        """
            .formatted(APPID, MCHID, id, text));
  }

  public static Sent v3(String id, String eventType, String originalType, String plaintext) {
    return v3(id, eventType, originalType, plaintext, API_V3_KEY);
  }

  public static Sent v3(
      String id, String eventType, String originalType, String plaintext, String apiV3Key) {
    return v3(id, "2026-01-05T09:30:13+08:00", eventType, originalType, plaintext, apiV3Key);
  }

  /** What happened to a complaint, and when. */
  public static Sent complaint(String complaintId, String action, Instant at) {
    return v3(
        "complaint-" + complaintId + "-" + COUNT.incrementAndGet(),
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        action.equals("CREATE_COMPLAINT") ? "COMPLAINT.CREATE" : "COMPLAINT.STATE_CHANGE",
        "complaint",
        "{\"complaint_id\":\"%s\",\"action_type\":\"%s\"}".formatted(complaintId, action),
        API_V3_KEY);
  }

  private static Sent v3(
      String id,
      String createTime,
      String eventType,
      String originalType,
      String plaintext,
      String apiV3Key) {
    var body =
        V3NotificationWriter.body(
            new V3Envelope(
                id, createTime, eventType, "encrypt-resource", "test", originalType, Map.of()),
            plaintext,
            ApiV3Key.of(apiV3Key),
            "%012d".formatted(COUNT.incrementAndGet()),
            originalType);
    return signed(body);
  }

  public static Sent signed(byte[] body) {
    var headers =
        V3Signer.of(KEYS.getPrivate(), SERIAL)
            .headers(body, Instant.now(), "%032d".formatted(COUNT.incrementAndGet()), null);
    return new Sent(
        SHOP_TOKEN,
        Map.of(
            "Wechatpay-Timestamp", headers.timestamp(),
            "Wechatpay-Nonce", headers.nonce(),
            "Wechatpay-Signature", headers.signature(),
            "Wechatpay-Serial", headers.serial(),
            "Wechatpay-Signature-Type", headers.signatureType()),
        body);
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
