package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.protocol.Deciding;
import io.github.paybell.protocol.WrongKinds;
import io.github.paybell.protocol.WrongKinds.Spoilt;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Answer;
import io.github.paybell.protocol.v2.V2AnswerFields;
import io.github.paybell.protocol.v2.V2Answers;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Answers of queries and refund queries, every documented member × every wrong kind. */
class AnswerMembersTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);
  private static final V2Key KEY = V2Key.of("AnswersV2Key00000000000000000001");

  private static final String ORDER =
      """
      {"appid":"wx8888888888888888","mchid":"1900000109","out_trade_no":"ORDER0001",\
      "transaction_id":"4200000000202601010000000001","trade_type":"JSAPI",\
      "trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"CMB_DEBIT","attach":"a",\
      "success_time":"2026-01-01T08:00:00+08:00","payer":{"openid":"oUser"},\
      "amount":{"total":1000,"payer_total":900,"currency":"CNY","payer_currency":"CNY"},\
      "scene_info":{"device_id":"1"},"promotion_detail":[{"coupon_id":"109519","name":"n",\
      "scope":"GLOBAL","type":"CASH","amount":100,"stock_id":"9","wechatpay_contribute":0,\
      "merchant_contribute":0,"other_contribute":100,"currency":"CNY","goods_detail":[\
      {"goods_id":"M1","quantity":1,"unit_price":100,"discount_amount":0,"goods_remark":"r"}]}]}\
      """;

  private static final String REFUND =
      """
      {"refund_id":"50000000002026010100000000001","out_refund_no":"REFUND@1",\
      "transaction_id":"4200000000202601010000000001","out_trade_no":"ORDER0001",\
      "channel":"ORIGINAL","user_received_account":"招商银行信用卡0403",\
      "success_time":"2026-01-01T08:00:00+08:00","create_time":"2026-01-01T08:00:00+08:00",\
      "status":"SUCCESS","funds_account":"UNSETTLED","amount":{"total":1000,"refund":400,\
      "from":[{"account":"AVAILABLE","amount":444}],"payer_total":900,"payer_refund":400,\
      "settlement_refund":400,"settlement_total":1000,"discount_refund":10,"currency":"CNY",\
      "refund_fee":100},"promotion_detail":[{"promotion_id":"109519","scope":"GLOBAL",\
      "type":"CASH","amount":5,"refund_amount":5,"goods_detail":[]}]}\
      """;

  @Test
  @DisplayName("AMOUNT_GUARD: v3 answer of an order query, every member × every wrong kind")
  void order() {
    V3Orders orders = new V3Orders(Clock.systemUTC());
    assertThat(spoil(ORDER, answer -> orders.evidence(answer, SHOP, "ORDER0001", null)))
        .isGreaterThanOrEqualTo(900);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: v3 answer of a refund query, every member × every wrong kind")
  void refund() {
    V3Refunds refunds = new V3Refunds(Clock.systemUTC());
    assertThat(
            spoil(REFUND, answer -> refunds.evidence(answer, SHOP, "ORDER0001", "REFUND@1", null)))
        .isGreaterThanOrEqualTo(900);
  }

  private static int spoil(String document, Function<V3Members, Evidence> reader) {
    Object whole = read(document.getBytes(StandardCharsets.UTF_8), reader);
    assertThat(whole).isNotNull();
    List<String> wrong = new ArrayList<>();
    List<Spoilt> all = WrongKinds.of(document);
    for (Spoilt it : all) {
      Object read = read(it.text(), reader);
      boolean decides =
          it.place().isEmpty()
              ? Deciding.V3.has(it.name())
              : it.place().equals("amount") && Deciding.V3_AMOUNT.has(it.name());
      boolean right =
          decides ? !it.wrong() || read == null || read.equals(whole) : Objects.equals(read, whole);
      if (!right) {
        wrong.add(it + " → " + read);
      }
    }
    assertThat(wrong).isEmpty();
    return all.size();
  }

  /** Null: not readable. */
  private static Object read(byte[] body, Function<V3Members, Evidence> reader) {
    try {
      return facts(reader.apply(V3Json.read(new String(body, StandardCharsets.UTF_8))));
    } catch (V3UnreadableException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Object facts(Evidence it) {
    var refund = it.refund();
    return Arrays.asList(
        it.mchid(),
        it.outTradeNo(),
        it.transactionId(),
        it.tradeState(),
        it.total(),
        it.currency(),
        refund == null
            ? null
            : List.of(
                refund.outRefundNo(), "" + refund.refundId(), refund.status(), refund.amount()));
  }

  @Test
  @DisplayName("AMOUNT_GUARD: an answer with oddities on which nothing hangs comes through the SDK")
  void throughTheSdk() {
    List<String> odd =
        List.of(
            "\"attach\":[1]",
            "\"attach\":\"a\",\"attach\":\"b\"",
            "\"attach\":" + "[".repeat(200) + "]".repeat(200),
            "\"attach\":\"\\ud83d\"",
            "\"attach\":\"a\\u0000\"",
            "\"payer\":7",
            "\"promotion_detail\":{}",
            "\"new\":1e400,\"new\":{\"a\":1,\"a\":2}",
            "\"success_time\":99999999999999999999");
    for (String member : odd) {
      String body = "{" + member + "," + ORDER.replaceFirst("\"attach\":\"a\",", "").substring(1);
      try (V3Stub stub = V3Stub.always(V3Stub.signed(200, body))) {
        assertThat(
                new V3Calls(stub.url(), Clock.systemUTC()).query(SHOP, "ORDER0001", null).orNull())
            .describedAs(member)
            .isNotNull()
            .returns(1000L, Evidence::total);
      }
    }
  }

  private static final List<String> TEXTS =
      List.of(
          "",
          "-1",
          "1.5",
          "１２",
          "9".repeat(30),
          "x",
          " ",
          "长".repeat(1000),
          "a\u0001b",
          "\ud83d\ude00",
          "<a><b>1</b></a>",
          "{\"a\":[1]}",
          "20269999999999");

  @Test
  @DisplayName("AMOUNT_GUARD: v2 answer of orderquery, every field × every wrong kind")
  void v2Order() {
    V2Evidence reader = new V2Evidence(Clock.systemUTC());
    var asked = new V2Evidence.Question(SHOP, "wx8888888888888888", null, "ORDER0001");
    assertThat(
            spoilV2(
                "appid=wx8888888888888888 mch_id=1900000109 device_info=1 nonce_str=n"
                    + " return_code=SUCCESS return_msg=OK result_code=SUCCESS err_code=x"
                    + " err_code_des=x openid=oUser is_subscribe=Y trade_type=JSAPI"
                    + " trade_state=SUCCESS bank_type=CMC total_fee=1000 settlement_total_fee=990"
                    + " fee_type=CNY cash_fee=900 cash_fee_type=CNY coupon_fee=100 coupon_count=1"
                    + " coupon_type_0=CASH coupon_id_0=1 coupon_fee_0=100 transaction_id=42"
                    + " out_trade_no=ORDER0001 attach=a time_end=20260105093012 trade_state_desc=x",
                fields -> reader.order(asked, fields)))
        .isGreaterThan(350);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: v2 answer of refundquery, every field × every wrong kind")
  void v2Refund() {
    V2Evidence reader = new V2Evidence(Clock.systemUTC());
    var asked = new V2Evidence.Question(SHOP, "wx8888888888888888", null, "ORDER0001");
    assertThat(
            spoilV2(
                "appid=wx8888888888888888 mch_id=1900000109 nonce_str=n return_code=SUCCESS "
                    + "return_msg=OK result_code=SUCCESS transaction_id=42 out_trade_no=ORDER0001 "
                    + "total_fee=1000 settlement_total_fee=1000 fee_type=CNY cash_fee=1000 "
                    + "cash_fee_type=CNY refund_count=1 out_refund_no_0=R1 refund_id_0=50 "
                    + "refund_channel_0=ORIGINAL refund_fee_0=400 settlement_refund_fee_0=400 "
                    + "coupon_type_0_0=CASH coupon_refund_fee_0=10 coupon_refund_count_0=1 "
                    + "refund_status_0=SUCCESS refund_account_0=x refund_recv_accout_0=x "
                    + "refund_success_time_0=2026-01-06T09:12:25",
                fields -> reader.queriedRefund(asked, "R1", fields)))
        .isGreaterThan(300);
  }

  private static int spoilV2(String document, Function<V2AnswerFields, Evidence> reader) {
    Map<String, String> whole = new LinkedHashMap<>();
    for (String field : document.split(" ")) {
      String[] parts = field.split("=", 2);
      whole.put(parts[0], parts[1]);
    }
    Object facts = readV2(whole, reader);
    assertThat(facts).isNotNull();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (String name : whole.keySet()) {
      for (String text : TEXTS) {
        cases++;
        Map<String, String> spoilt = new LinkedHashMap<>(whole);
        spoilt.put(name, text);
        boolean decides = Deciding.V2.has(name.replaceFirst("_[0-9]+$", ""));
        if (!decides && !facts.equals(readV2(spoilt, reader))) {
          wrong.add(name + "=" + text);
        }
      }
    }
    assertThat(wrong).isEmpty();
    return cases;
  }

  private static Object readV2(
      Map<String, String> fields, Function<V2AnswerFields, Evidence> reader) {
    byte[] body =
        V2Messages.payment(V2Messages.signed(fields, SignType.HMAC_SHA256, KEY), V2Form.captured());
    V2Answer answer = new V2Answers().read(body, List.of(KEY), SignType.HMAC_SHA256);
    try {
      return answer instanceof V2Answer.Good good ? facts(reader.apply(good.fields())) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
