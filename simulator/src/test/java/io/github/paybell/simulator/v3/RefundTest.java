package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.json;
import static io.github.paybell.simulator.v3.Till.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Refunds")
class RefundTest {
  private static final String PATH = "/v3/refund/domestic/refunds";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("a fresh refund answers PROCESSING with all members; a query shows the same")
  void fresh() {
    till.sell("order-0001", 880);
    JsonNode body = till.ok(till.post(PATH, refund("order-0001", "r@1", 80, 880)));

    String refundId = body.path("refund_id").stringValue();
    assertThat(refundId).matches("50[0-9]{8}20260101[0-9]{11}");
    assertThat(body)
        .isEqualTo(
            Json.read(
                """
                {"amount":{"currency":"CNY","discount_refund":0,"from":[],"payer_refund":80,
                  "payer_total":880,"refund":80,"refund_fee":0,"settlement_refund":80,
                  "settlement_total":880,"total":880},
                 "channel":"ORIGINAL","create_time":"2026-01-01T08:00:00+08:00",
                 "funds_account":"AVAILABLE","out_refund_no":"r@1","out_trade_no":"order-0001",
                 "promotion_detail":[],"refund_id":"%s","status":"PROCESSING",
                 "transaction_id":"%s","user_received_account":"支付用户零钱"}\
                """
                    .formatted(refundId, transactionId("order-0001"))));
    assertThat(till.ok(till.get(PATH + "/r@1"))).isEqualTo(body);
  }

  private String transactionId(String outTradeNo) {
    return till.platform.order(new PlatformOrderKey(MCHID, outTradeNo)).paid().transactionId();
  }

  @Test
  @DisplayName("after a while it is SUCCESS, with success_time, and nothing else has changed")
  void success() {
    till.sell("order-0001", 880);
    ObjectNode expected =
        (ObjectNode) till.ok(till.post(PATH, refund("order-0001", "r-1", 80, 880)));
    till.advance(Duration.ofSeconds(2));

    expected.put("status", "SUCCESS").put("success_time", "2026-01-01T08:00:02+08:00");
    assertThat(till.ok(till.get(PATH + "/r-1"))).isEqualTo(expected);
  }

  @Test
  @DisplayName("it may end CLOSED or ABNORMAL, without success_time")
  void otherEnds() {
    till.sell("order-0001", 880);
    till.platform.rules(RulesChange.with("refundOutcome", PlatformRefund.Status.CLOSED));
    till.ok(till.post(PATH, refund("order-0001", "r-1", 80, 880)));
    till.advance(Duration.ofSeconds(2));

    JsonNode body = till.ok(till.get(PATH + "/r-1"));
    assertThat(body.path("status").stringValue()).isEqualTo("CLOSED");
    assertThat(body.has("success_time")).isFalse();
  }

  @Test
  @DisplayName("coupons come back pro rata, and to the merchant what is his")
  void coupons() {
    till.place("order-0001", 1000);
    till.pay(
        "order-0001",
        Paying.PLAIN.using(
            List.of(
                new Coupon(Coupon.Type.CASH, "c1", "充值券", "s1", 101),
                new Coupon(Coupon.Type.NO_CASH, "c2", "满减券", "s2", 50))));
    JsonNode body = till.ok(till.post(PATH, refund("order-0001", "r-1", 500, 1000)));

    JsonNode amount = body.path("amount");
    assertThat(amount.path("payer_total").intValue()).isEqualTo(849);
    assertThat(amount.path("payer_refund").intValue()).isEqualTo(424);
    assertThat(amount.path("discount_refund").intValue()).isEqualTo(76);
    assertThat(amount.path("settlement_total").intValue()).isEqualTo(950);
    assertThat(amount.path("settlement_refund").intValue()).isEqualTo(475);
    assertThat(body.path("promotion_detail"))
        .isEqualTo(
            Json.read(
                """
                [{"amount":101,"goods_detail":[],"promotion_id":"c1","refund_amount":50,
                  "scope":"GLOBAL","type":"COUPON"},
                 {"amount":50,"goods_detail":[],"promotion_id":"c2","refund_amount":26,
                  "scope":"GLOBAL","type":"DISCOUNT"}]\
                """));
  }

  @Test
  @DisplayName("the same out_refund_no is the same refund, by whichever number it names the order")
  void again() {
    till.sell("order-0001", 880);
    JsonNode first = till.ok(till.post(PATH, refund("order-0001", "r-1", 80, 880)));
    String byId =
        refund("order-0001", "r-1", 80, 880)
            .replace(
                "\"out_trade_no\":\"order-0001\"",
                "\"transaction_id\":\"" + transactionId("order-0001") + "\"");

    assertThat(till.ok(till.post(PATH, byId))).isEqualTo(first);
    Response other = till.post(PATH, refund("order-0001", "r-1", 81, 880));
    assertRefused(other, 400, "INVALID_REQUEST");
    assertThat(Till.header(other, "Request-ID")).endsWith("-268498688");
    assertThat(till.platform.order(new PlatformOrderKey(MCHID, "order-0001")).refunds()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "no such order, 404, RESOURCE_NOT_EXISTS, order-0009, 80, 880",
    "not paid, 400, INVALID_REQUEST, order-0002, 80, 880",
    "total is payer_total, 400, INVALID_REQUEST, order-0001, 80, 800",
    "more than was paid, 400, INVALID_REQUEST, order-0001, 881, 880",
    "nothing, 400, PARAM_ERROR, order-0001, 0, 880",
  })
  @DisplayName("what cannot be refunded is refused")
  void refused(String why, int status, String code, String outTradeNo, long refund, long total) {
    till.sell("order-0001", 880);
    till.place("order-0002", 880);

    assertRefused(till.post(PATH, refund(outTradeNo, "r-1", refund, total)), status, code);
  }

  @Test
  @DisplayName("all refunds of an order together are at most what it was")
  void sum() {
    till.sell("order-0001", 880);
    till.ok(till.post(PATH, refund("order-0001", "r-1", 800, 880)));

    assertRefused(till.post(PATH, refund("order-0001", "r-2", 81, 880)), 400, "INVALID_REQUEST");
    till.ok(till.post(PATH, refund("order-0001", "r-3", 80, 880)));
  }

  @Test
  @DisplayName("an order has at most 50 refunds, a minute apart where the rule says so, for a year")
  void limits() {
    till.sell("order-0001", 880);
    till.platform.rules(RulesChange.with("refundInterval", Duration.ofMinutes(1)));
    till.ok(till.post(PATH, refund("order-0001", "r-0", 1, 880)));
    assertRefused(till.post(PATH, refund("order-0001", "r-1", 1, 880)), 429, "FREQUENCY_LIMITED");

    till.platform.rules(RulesChange.with("refundInterval", Duration.ZERO));
    for (int i = 1; i < 50; i++) {
      till.ok(till.post(PATH, refund("order-0001", "r-" + i, 1, 880)));
    }
    assertRefused(till.post(PATH, refund("order-0001", "r-50", 1, 880)), 400, "INVALID_REQUEST");

    till.sell("order-0002", 880);
    till.advance(Duration.ofDays(366));
    assertRefused(till.post(PATH, refund("order-0002", "r-60", 1, 880)), 400, "INVALID_REQUEST");
  }

  @Test
  @DisplayName("six refused refunds a second are borne, the seventh is 429")
  void faulty() {
    for (int i = 0; i < 6; i++) {
      assertRefused(till.post(PATH, "{}"), 400, "PARAM_ERROR");
    }
    assertRefused(till.post(PATH, "{}"), 429, "FREQUENCY_LIMITED");
  }

  @ParameterizedTest
  @CsvSource({
    "/out_refund_no, ",
    "/out_refund_no, \"r 1\"",
    "/out_trade_no, ",
    "/reason, \"\"",
    "/notify_url, \"https://a.example.com/n?a\"",
    "/funds_account, \"MINE\"",
    "/amount/refund, ",
    "/amount/refund, 0",
    "/amount/total, 8.8",
    "/amount/currency, ",
    "/amount/currency, \"USD\"",
    "/amount/from, '[{\"account\":\"AVAILABLE\",\"amount\":1}]'",
    "/amount/from, '[{\"account\":\"MINE\",\"amount\":80}]'",
    "/goods_detail, '[{\"unit_price\":1}]'",
  })
  @DisplayName("each breach of a rule is PARAM_ERROR")
  void rules(String pointer, String value) {
    till.sell("order-0001", 880);
    ObjectNode body = (ObjectNode) Json.read(refund("order-0001", "r-1", 80, 880));
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) body.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (value == null) {
      parent.remove(name);
    } else {
      parent.set(name, Json.read(value));
    }

    Response answer = till.post(PATH, body.toString());
    assertRefused(answer, 400, "PARAM_ERROR");
    String expected = pointer.equals("/out_trade_no") ? "/transaction_id" : pointer;
    assertThat(json(answer).path("detail").path("field").stringValue()).startsWith(expected);
  }

  @Test
  @DisplayName("a reason of 80, a notify_url of 256 and where the money comes from are taken")
  void optional() {
    till.sell("order-0001", 880);
    String more =
        """
        {"reason":"%s","notify_url":"https://a.example.com/%s","funds_account":"AVAILABLE",\
        "goods_detail":[{"merchant_goods_id":"1","unit_price":1,"refund_amount":1,"refund_quantity":1}],\
        """
            .formatted("咖".repeat(80), "n".repeat(234));
    String body =
        refund("order-0001", "r-1", 80, 880)
            .replaceFirst("\\{", more)
            .replace(
                "\"currency\"",
                "\"from\":[{\"account\":\"AVAILABLE\",\"amount\":80}],\"currency\"");
    Response answer = till.post(PATH, body);

    till.ok(answer);
    assertThat(answer.note()).isEmpty();
    PlatformRefund kept = till.platform.refund(MCHID, "r-1");
    assertThat(kept.terms().notifyUrl()).hasSize(256);
    assertThat(kept.terms().reason()).hasSize(80);
  }

  @Test
  @DisplayName("two numbers that name different orders are refused")
  void twoOrders() {
    till.sell("order-0001", 880);
    till.sell("order-0002", 880);
    String both =
        refund("order-0002", "r-1", 80, 880)
            .replaceFirst("\\{", "{\"transaction_id\":\"" + transactionId("order-0001") + "\",");

    assertRefused(till.post(PATH, both), 400, "INVALID_REQUEST");
  }

  @Test
  @DisplayName("an unknown refund is 404")
  void unknown() {
    assertRefused(till.get(PATH + "/r-9"), 404, "RESOURCE_NOT_EXISTS");
  }

  @Test
  @DisplayName("a partner names the sub-merchant when it refunds and when it asks")
  void partner() {
    till.ok(
        till.post(
            "/v3/pay/partner/transactions/native",
            """
            {"sp_appid":"%s","sp_mchid":"%s","sub_mchid":"1900000119","description":"咖啡",\
            "out_trade_no":"order-0001","notify_url":"https://sp.example.com/n",\
            "amount":{"total":880}}\
            """
                .formatted(Till.APPID, MCHID)));
    till.pay("order-0001", Paying.PLAIN);
    String body = refund("order-0001", "r-1", 80, 880);
    assertRefused(till.post(PATH, body), 404, "RESOURCE_NOT_EXISTS");

    till.ok(till.post(PATH, body.replaceFirst("\\{", "{\"sub_mchid\":\"1900000119\",")));
    till.ok(till.get(PATH + "/r-1?sub_mchid=1900000119"));
    assertRefused(till.get(PATH + "/r-1"), 404, "RESOURCE_NOT_EXISTS");
  }

  @Test
  @DisplayName("an abnormal refund is sent to another card and arrives")
  void abnormal() {
    till.sell("order-0001", 880);
    till.platform.rules(RulesChange.with("refundOutcome", PlatformRefund.Status.ABNORMAL));
    String id =
        till.ok(till.post(PATH, refund("order-0001", "r-1", 80, 880)))
            .path("refund_id")
            .stringValue();
    String path = PATH + "/" + id + "/apply-abnormal-refund";
    String toUser =
        """
        {"out_refund_no":"r-1","type":"USER_BANK_CARD","bank_type":"ICBC_DEBIT",\
        "bank_account":"c2VhbGVk","real_name":"c2VhbGVk"}\
        """;
    var request = till.signed("POST", path, toUser);
    String serial = till.merchant.publicKey().serial();
    assertRefused(
        till.send(Till.with(request, "Wechatpay-Serial", serial)), 400, "INVALID_REQUEST");
    till.advance(Duration.ofSeconds(2));
    assertThat(till.ok(till.get(PATH + "/r-1")).path("status").stringValue()).isEqualTo("ABNORMAL");

    assertRefused(till.send(request), 400, "PARAM_ERROR");
    assertRefused(
        till.post(path, "{\"out_refund_no\":\"r-1\",\"type\":\"CASH\"}"), 400, "PARAM_ERROR");
    assertRefused(
        till.post(path, "{\"out_refund_no\":\"r-2\",\"type\":\"MERCHANT_BANK_CARD\"}"),
        400,
        "PARAM_ERROR");
    Response answer =
        till.send(
            Till.with(
                request, "Wechatpay-Serial", till.platform.merchants().certificate().serial()));
    JsonNode again = till.ok(answer);
    assertThat(again.path("status").stringValue()).isEqualTo("PROCESSING");
    assertThat(again.path("channel").stringValue()).isEqualTo("OTHER_BANKCARD");
    till.advance(Duration.ofSeconds(2));
    assertThat(till.ok(till.get(PATH + "/r-1")).path("status").stringValue()).isEqualTo("SUCCESS");
  }
}
