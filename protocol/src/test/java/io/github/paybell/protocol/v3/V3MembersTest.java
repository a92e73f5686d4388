package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Deciding;
import io.github.paybell.protocol.WrongKinds;
import io.github.paybell.protocol.WrongKinds.Spoilt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every documented member × every wrong kind: what does not decide never makes a message not
 * understood and never changes what decides.
 */
class V3MembersTest {
  private static final V3Notifications NOTIFICATIONS = new V3Notifications();

  private static final String PROMOTION =
      """
      "promotion_detail":[{"coupon_id":"109519","name":"单品惠-6","scope":"SINGLE","type":"CASH",\
      "amount":10,"stock_id":"931386","wechatpay_contribute":4,"merchant_contribute":5,\
      "other_contribute":1,"currency":"CNY","goods_detail":[{"goods_id":"M1006","quantity":1,\
      "unit_price":100,"discount_amount":10,"goods_remark":"商品备注"}]}]\
      """;

  private static final String ORDER =
      """
      "out_trade_no":"OD20260105000001","transaction_id":"4200000000202601050000000001",\
      "trade_type":"JSAPI","trade_state":"SUCCESS","trade_state_desc":"支付成功",\
      "bank_type":"CMB_DEBIT","attach":"门店=深圳","success_time":"2026-01-05T09:30:12+08:00",\
      "amount":{"total":100,"payer_total":90,"currency":"CNY","payer_currency":"CNY",\
      "exchange_rate":{"type":"SETTLEMENT_RATE","rate":100000000}},\
      "scene_info":{"device_id":"013467007045764"},\
      "installment_info":{"use_subsidy":true,"selected_installment_number":3},\
      "individual_auth_id":"1",\
      """;

  /** As documented, with every member. */
  static final String DIRECT =
      "{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"1230000109\","
          + "\"payer\":{\"openid\":\"oUpF8uMuAJO\"},"
          + ORDER
          + PROMOTION
          + "}";

  static final String PARTNER =
      "{\"sp_appid\":\"wx8888888888888888\",\"sp_mchid\":\"1230000109\","
          + "\"sub_appid\":\"wxd678efh567hg6999\",\"sub_mchid\":\"1900000109\","
          + "\"payer\":{\"sp_openid\":\"oSpSp\",\"sub_openid\":\"oSubSub\"},"
          + ORDER
          + PROMOTION
          + "}";

  static final String COMBINED =
      """
      {"combine_appid":"wxd678efh567hg6787","combine_mchid":"1230000109",\
      "combine_out_trade_no":"CB0001","combine_transaction_id":"430000","scene_info":\
      {"device_id":"POS1:1"},"combine_payer_info":{"openid":"oUpF8"},"sub_orders":[\
      {"mchid":"1900000109","sub_mchid":"1900000110","sub_appid":"wxd678efh567hg6999",\
      "sub_openid":"oSub","trade_type":"JSAPI","trade_state":"SUCCESS","bank_type":"CMC",\
      "attach":"深圳分店","amount":{"total_amount":10,"currency":"CNY","payer_amount":8,\
      "payer_currency":"CNY","settlement_rate":100000000},"success_time":\
      "2015-05-20T13:29:35.120+08:00","transaction_id":"1009660380201506130728806387",\
      "out_trade_no":"20150806125346",\
      """
          + PROMOTION
          + """
          },{"mchid":"1900000109","trade_state":"SUCCESS","amount":{"total_amount":20},\
          "transaction_id":"1009660380201506130728806388","out_trade_no":"20150806125347"}]}\
          """;

  static final String REFUND =
      """
      {"mchid":"1900000100","transaction_id":"1008450740201411110005820873",\
      "out_trade_no":"20150806125346","refund_id":"50200207182018070300011301001",\
      "out_refund_no":"7752501201407033233368018","refund_status":"SUCCESS",\
      "success_time":"2018-06-08T10:34:56+08:00","user_received_account":"招商银行信用卡0403",\
      "refund_account":"REFUND_SOURCE_PARTNER_ADVANCE","amount":{"total":999,"refund":998,\
      "payer_total":997,"payer_refund":996,"currency":"CNY"}}\
      """;

  static final String PARTNER_REFUND =
      REFUND.replace("\"mchid\":", "\"sp_mchid\":\"1900000101\",\"sub_mchid\":");

  @Test
  @DisplayName("AMOUNT_GUARD: payment of a direct merchant, every member × every wrong kind")
  void direct() {
    assertThat(payments(DIRECT)).isGreaterThan(1_000);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: payment of a partner, every member × every wrong kind")
  void partner() {
    assertThat(payments(PARTNER)).isGreaterThan(1_000);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: combined payment, every member × every wrong kind")
  void combined() {
    assertThat(payments(COMBINED)).isGreaterThan(1_000);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: refund, every member × every wrong kind")
  void refund() {
    int cases = 0;
    for (String document : List.of(REFUND, PARTNER_REFUND)) {
      cases += spoil(document, "REFUND.SUCCESS", "refund");
    }
    assertThat(cases).isGreaterThan(800);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: envelope of a payment, every member × every wrong kind")
  void envelope() {
    byte[] whole =
        V3NotificationWriter.body(
            V3PlaintextTest.envelope("TRANSACTION.SUCCESS", "transaction"),
            DIRECT,
            MadeUp.API_V3_KEY,
            "abcdefghijkl",
            "transaction");
    String document =
        new String(whole, StandardCharsets.UTF_8)
            .replaceFirst(
                "\\{",
                "{\"create_time\":\"2026-01-05T09:30:13+08:00\",\"summary\":\"支付成功\","
                    + "\"resource_type\":\"encrypt-resource\",");
    List<String> wrong = new ArrayList<>();
    List<Spoilt> all = WrongKinds.of(document);
    for (Spoilt it : all) {
      V3Result result = signed(it.text());
      boolean opens = !it.place().equals("resource") || !Deciding.V3_RESOURCE.has(it.name());
      // event_type and original_type route: a text that says something else is something else.
      boolean routes =
          (it.name().equals("event_type") || it.name().equals("original_type"))
              && it.kind() != null
              && result instanceof V3Result.Other;
      if (!it.name().equals("resource")
          && opens
          && !routes
          && !(result instanceof V3Result.Payment payment
              && facts(payment).equals(facts(read(DIRECT))))) {
        wrong.add(it + " → " + result);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(all).hasSizeGreaterThan(250);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a byte order mark and outer white space, of body and of plaintext")
  void around() {
    for (String around : List.of("\ufeff%s", " \r\n\t%s\n ", "\ufeff\n%s ")) {
      assertThat(facts(read(around.formatted(DIRECT)))).isEqualTo(facts(read(DIRECT)));
      byte[] body =
          V3NotificationWriter.body(
              V3PlaintextTest.envelope("TRANSACTION.SUCCESS", "transaction"),
              DIRECT,
              MadeUp.API_V3_KEY,
              "abcdefghijkl",
              null);
      String text = around.formatted(new String(body, StandardCharsets.UTF_8));
      assertThat(signed(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(V3Result.Payment.class);
    }
  }

  @Test
  @DisplayName("NO_LOST_ACK: what could not be read is kept, by its name, as it came")
  void kept() {
    V3Transaction it =
        ((V3Result.Payment)
                read(
                    DIRECT
                        .replace("\"payer_total\":90", "\"payer_total\":\"90\"")
                        .replace("\"attach\":\"门店=深圳\"", "\"attach\":[1],\"attach\":\"x\"")
                        .replace(
                            "\"trade_type\":\"JSAPI\"", "\"trade_type\":\"A\",\"trade_type\":7")
                        .replace("\"wechatpay_contribute\":4", "\"wechatpay_contribute\":\"4\"")))
            .transaction();
    assertThat(it.unknownMembers())
        .containsEntry("amount.payer_total", "\"90\"")
        .containsEntry("attach", "[1]")
        .containsEntry("trade_type", "7");
    assertThat(it.tradeType()).isEqualTo("A");
    assertThat(it.promotionDetail().get(0).unknownMembers())
        .isEqualTo(java.util.Map.of("wechatpay_contribute", "\"4\""));
  }

  private static int payments(String document) {
    return spoil(document, "TRANSACTION.SUCCESS", "transaction");
  }

  /** Holds every spoilt document against the whole one; returns how many there were. */
  private static int spoil(String document, String eventType, String originalType) {
    V3Result whole = read(document, eventType, originalType);
    List<Spoilt> all = WrongKinds.of(document);
    List<String> wrong = new ArrayList<>();
    for (Spoilt it : all) {
      V3Result result = read(it.text(), eventType, originalType);
      if (decides(it)) {
        boolean refused = result instanceof V3Result.NotUnderstood n && n.member() != null;
        // What is absent may be told otherwise, or not needed; a right value is another payment.
        boolean right = it.wrong() ? refused : refused || facts(result) != null;
        if (!right || (refused && !named(it, (V3Result.NotUnderstood) result))) {
          wrong.add(it + " → " + result);
        }
      } else if (!Objects.equals(facts(result), facts(whole))) {
        wrong.add(it + " → " + result);
      }
    }
    assertThat(wrong).isEmpty();
    return all.size();
  }

  /** The reason blames the member, or what is missing for want of it. */
  private static boolean named(Spoilt it, V3Result.NotUnderstood result) {
    return !it.wrong()
        || String.valueOf(result.member()).startsWith(it.member())
        // A container of the right type, but without what belongs in it.
        || it.original().isObject()
        || it.original().isArray();
  }

  static boolean decides(Spoilt it) {
    return switch (it.place()) {
      case "", "sub_orders" -> Deciding.V3.has(it.name());
      case "amount", "sub_orders.amount" -> Deciding.V3_AMOUNT.has(it.name());
      default -> false;
    };
  }

  /** What decides, and nothing else; null: it was not read. */
  static Object facts(V3Result result) {
    if (result instanceof V3Result.Payment it) {
      V3Transaction t = it.transaction();
      return List.of(
          t.mchid(),
          "" + t.appid(),
          "" + t.subMchid(),
          "" + t.subAppid(),
          t.outTradeNo(),
          t.transactionId(),
          t.tradeState(),
          t.amount().total(),
          t.amount().currency());
    }
    if (result instanceof V3Result.CombinedPayment it) {
      List<Object> facts = new ArrayList<>(List.of(it.transaction().combineMchid()));
      facts.add(it.transaction().combineOutTradeNo());
      for (V3SubOrder s : it.transaction().subOrders()) {
        facts.addAll(
            List.of(
                s.mchid(),
                "" + s.subMchid(),
                "" + s.subAppid(),
                s.outTradeNo(),
                s.transactionId(),
                s.tradeState(),
                s.amount().total(),
                s.amount().currency()));
      }
      return facts;
    }
    if (result instanceof V3Result.Refund it) {
      V3RefundResult r = it.refund();
      return List.of(
          r.mchid(),
          "" + r.subMchid(),
          r.outTradeNo(),
          r.transactionId(),
          r.outRefundNo(),
          r.refundId(),
          r.refundStatus(),
          "" + r.total(),
          r.refund(),
          "" + r.currency());
    }
    // Says something else than that it was paid: a right trade_state, but another.
    return result instanceof V3Result.Other ? List.of() : null;
  }

  private static V3Result read(String document) {
    return read(document, "TRANSACTION.SUCCESS", "transaction");
  }

  private static V3Result read(String document, String eventType, String originalType) {
    return read(document.getBytes(StandardCharsets.UTF_8), eventType, originalType);
  }

  private static V3Result read(byte[] plaintext, String eventType, String originalType) {
    JsonReader json = new JsonReader();
    json.open(plaintext, plaintext.length);
    V3Envelope envelope = V3PlaintextTest.envelope(eventType, originalType);
    try {
      if (originalType.equals("refund")) {
        return new V3Result.Refund(envelope, RefundReader.read(json));
      }
      V3Result payment = PaymentReader.read(envelope, json);
      return payment == null ? new V3Result.Other(envelope, "") : payment;
    } catch (NotUnderstoodException e) {
      return new V3Result.NotUnderstood(envelope, e.member(), e.reason());
    }
  }

  static V3Result signed(byte[] body) {
    V3Headers headers = MadeUp.SIGNER.headers(body, MadeUp.NOW, "nonce", null);
    return NOTIFICATIONS.read(headers, body, MadeUp.KEYS, MadeUp.NOW);
  }
}
