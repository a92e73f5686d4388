package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.header;
import static io.github.paybell.simulator.v3.Till.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Asking for orders")
class QueryTest {
  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("an unpaid order shows the members that were seen of real ones, byte for byte")
  void unpaid() {
    till.place("order-0001", 880);
    Response answer = till.get(query("order-0001"));

    till.ok(answer);
    assertThat(Till.text(answer))
        .isEqualTo(
            """
            {"amount":{"payer_currency":"CNY","total":880},"appid":"wx8888888888888888",\
            "mchid":"1900000109","out_trade_no":"order-0001","promotion_detail":[],\
            "scene_info":{"device_id":""},"trade_state":"NOTPAY","trade_state_desc":"订单未支付"}\
            """);
  }

  @Test
  @DisplayName("a paid order shows everything; number and transaction_id find the same")
  void paid() {
    till.place("order-0001", 880);
    till.advance(Duration.ofSeconds(5));
    till.pay("order-0001", Paying.PLAIN);
    JsonNode body = till.ok(till.get(query("order-0001")));

    String id = body.path("transaction_id").stringValue();
    assertThat(id).matches("4200[0-9]{6}20260101[0-9]{10}");
    assertThat(body)
        .isEqualTo(
            Json.read(
                """
                {"amount":{"currency":"CNY","payer_currency":"CNY","payer_total":880,"total":880},
                 "appid":"wx8888888888888888","bank_type":"OTHERS","mchid":"1900000109",
                 "out_trade_no":"order-0001","payer":{"openid":"o-payer"},"promotion_detail":[],
                 "success_time":"2026-01-01T08:00:05+08:00","trade_state":"SUCCESS",
                 "trade_state_desc":"支付成功","trade_type":"JSAPI","transaction_id":"%s"}\
                """
                    .formatted(id)));
    assertThat(till.ok(till.get("/v3/pay/transactions/id/" + id + "?mchid=" + MCHID)))
        .isEqualTo(body);
  }

  @Test
  @DisplayName("coupons lower payer_total and are listed with who bears them")
  void coupons() {
    till.place("order-0001", 1000);
    till.pay(
        "order-0001",
        Paying.PLAIN.using(
            List.of(
                new Coupon(Coupon.Type.CASH, "c1", "充值券", "s1", 100),
                new Coupon(Coupon.Type.NO_CASH, "c2", "满减券", "s2", 50))));
    JsonNode body = till.ok(till.get(query("order-0001")));

    assertThat(body.path("amount").path("payer_total").intValue()).isEqualTo(850);
    assertThat(body.path("amount").path("total").intValue()).isEqualTo(1000);
    assertThat(body.path("promotion_detail").get(1))
        .isEqualTo(
            Json.read(
                """
                {"amount":50,"coupon_id":"c2","currency":"CNY","merchant_contribute":50,
                 "name":"满减券","other_contribute":0,"scope":"GLOBAL","stock_id":"s2",
                 "type":"NOCASH","wechatpay_contribute":0}\
                """));
    assertThat(body.path("promotion_detail").get(0).path("type").stringValue()).isEqualTo("CASH");
  }

  @Test
  @DisplayName("after closing and after a refund the state says so")
  void states() {
    till.place("order-0001", 880);
    till.platform.close(new PlatformOrderKey(MCHID, "order-0001"));
    JsonNode closed = till.ok(till.get(query("order-0001")));
    assertThat(closed.path("trade_state").stringValue()).isEqualTo("CLOSED");
    assertThat(closed.path("trade_state_desc").stringValue()).isEqualTo("订单已关闭");
    assertThat(closed.has("transaction_id")).isFalse();

    till.sell("order-0002", 880);
    till.ok(till.post("/v3/refund/domestic/refunds", Till.refund("order-0002", "r1", 80, 880)));
    JsonNode refunded = till.ok(till.get(query("order-0002")));
    assertThat(refunded.path("trade_state").stringValue()).isEqualTo("REFUND");
    assertThat(refunded.has("transaction_id")).isTrue();
  }

  @Test
  @DisplayName("with query lag a paid order is unpaid for a while, and has no transaction_id yet")
  void lag() {
    till.platform.rules(RulesChange.with("queryLag", Duration.ofSeconds(3)));
    till.sell("order-0001", 880);
    String id =
        till.platform.order(new PlatformOrderKey(MCHID, "order-0001")).paid().transactionId();
    String byId = "/v3/pay/transactions/id/" + id + "?mchid=" + MCHID;

    assertThat(till.ok(till.get(query("order-0001"))).path("trade_state").stringValue())
        .isEqualTo("NOTPAY");
    assertRefused(till.get(byId), 404, "ORDER_NOT_EXIST");

    till.advance(Duration.ofSeconds(3));
    assertThat(till.ok(till.get(byId)).path("trade_state").stringValue()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("an order that is not there is 404, a number that cannot be one is PARAM_ERROR")
  void unknown() {
    Response answer = till.get(query("order-0009"));
    assertRefused(answer, 404, "ORDER_NOT_EXIST");
    assertThat(header(answer, "Request-ID")).endsWith("-268512771");
    assertRefused(
        till.get("/v3/pay/transactions/id/4200000001202601010000000001?mchid=" + MCHID),
        404,
        "ORDER_NOT_EXIST");

    Response bad =
        till.get("/v3/pay/transactions/out-trade-no/" + "1".repeat(35) + "?mchid=" + MCHID);
    assertRefused(bad, 400, "PARAM_ERROR");
    assertThat(Till.json(bad).path("detail").path("location").stringValue()).isEqualTo("path");
    assertThat(Till.json(bad).path("detail").path("field").stringValue()).isEqualTo("out_trade_no");
    Response noMchid = till.get("/v3/pay/transactions/out-trade-no/order-0001");
    assertRefused(noMchid, 400, "PARAM_ERROR");
    assertThat(Till.json(noMchid).path("detail").path("location").stringValue()).isEqualTo("query");
    assertThat(Till.json(noMchid).path("detail").path("field").stringValue()).isEqualTo("mchid");
  }

  @Test
  @DisplayName(
      "a partner's order is found as its sub-merchant's, in the partner's words, and only so")
  void partner() {
    till.ok(
        till.post(
            "/v3/pay/partner/transactions/jsapi",
            """
            {"sp_appid":"%s","sp_mchid":"%s","sub_appid":"wxsub","sub_mchid":"1900000119",\
            "description":"咖啡","out_trade_no":"order-0001","notify_url":"https://sp.example.com/n",\
            "amount":{"total":880,"currency":"CNY"},"payer":{"sp_openid":"o-sp","sub_openid":"o-sub"}}\
            """
                .formatted(Till.APPID, MCHID)));
    String path = "/v3/pay/partner/transactions/out-trade-no/order-0001?sp_mchid=" + MCHID;
    JsonNode unpaid = till.ok(till.get(path + "&sub_mchid=1900000119"));
    assertThat(unpaid.propertyNames())
        .containsExactly(
            "amount",
            "out_trade_no",
            "promotion_detail",
            "scene_info",
            "sp_appid",
            "sp_mchid",
            "sub_appid",
            "sub_mchid",
            "trade_state",
            "trade_state_desc");

    till.pay("order-0001", Paying.PLAIN);
    JsonNode paid = till.ok(till.get(path + "&sub_mchid=1900000119"));
    assertThat(paid.path("payer"))
        .isEqualTo(Json.read("{\"sp_openid\":\"o-sp\",\"sub_openid\":\"o-sub\"}"));
    assertThat(paid.path("sub_mchid").stringValue()).isEqualTo("1900000119");
    assertThat(paid.has("mchid")).isFalse();
    String id = paid.path("transaction_id").stringValue();
    assertThat(
            till.ok(
                till.get(
                    "/v3/pay/partner/transactions/id/"
                        + id
                        + "?sp_mchid="
                        + MCHID
                        + "&sub_mchid=1900000119")))
        .isEqualTo(paid);

    assertRefused(till.get(path + "&sub_mchid=1900000120"), 404, "ORDER_NOT_EXIST");
    assertRefused(till.get(path), 400, "PARAM_ERROR");
    assertRefused(till.get(query("order-0001")), 404, "ORDER_NOT_EXIST");
  }

  @Test
  @DisplayName("an order that was placed by v2 is found")
  void v2() {
    till.platform.place(
        new Terms(
            Api.V2,
            SignType.MD5,
            PlatformTradeType.NATIVE,
            MCHID,
            Till.APPID,
            null,
            null,
            "order-0001",
            "咖啡",
            null,
            880,
            "CNY",
            "http://127.0.0.1/n",
            null,
            null,
            "POS1",
            null,
            false,
            "f"));
    assertThat(
            till.ok(till.get(query("order-0001")))
                .path("scene_info")
                .path("device_id")
                .stringValue())
        .isEqualTo("POS1");

    till.pay("order-0001", Paying.PLAIN);
    JsonNode body = till.ok(till.get(query("order-0001")));
    assertThat(body.path("trade_type").stringValue()).isEqualTo("NATIVE");
    assertThat(body.path("payer").path("openid").stringValue()).isEqualTo(till.merchant.openid());
  }

  @Test
  @DisplayName("an order that expired is closed, or stays unpaid where the rule says so")
  void expired() {
    till.place("order-0001", 880);
    till.advance(Duration.ofDays(7));
    assertThat(till.ok(till.get(query("order-0001"))).path("trade_state").stringValue())
        .isEqualTo("CLOSED");

    till.platform.rules(RulesChange.with("expiredState", PlatformTradeState.NOTPAY));
    till.place("order-0002", 880);
    till.advance(Duration.ofDays(7));
    assertThat(till.ok(till.get(query("order-0002"))).path("trade_state").stringValue())
        .isEqualTo("NOTPAY");
  }
}
