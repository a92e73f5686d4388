package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Combined orders")
class CombinedTest {
  private static final String PATH = "/v3/combine-transactions/";
  private static final String QUERY = PATH + "out-trade-no/whole-0001";
  private static final String CLOSE = QUERY + "/close";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private static String part(String outTradeNo, int total, String more) {
    return """
    {"mchid":"%s","attach":"分店","amount":{"total_amount":%d,"currency":"CNY"},\
    "out_trade_no":"%s","description":"咖啡"%s}\
    """
        .formatted(MCHID, total, outTradeNo, more);
  }

  private static String body(String... parts) {
    return """
    {"combine_appid":"%s","combine_mchid":"%s","combine_out_trade_no":"whole-0001",\
    "scene_info":{"payer_client_ip":"14.23.150.211","device_id":"POS1:1"},"sub_orders":[%s],\
    "combine_payer_info":{"openid":"o-payer"},"time_start":"2026-01-01T08:00:00+08:00",\
    "notify_url":"https://shop.example.com/n"}\
    """
        .formatted(Till.APPID, MCHID, String.join(",", parts));
  }

  private static String two() {
    return body(part("part-0001", 1000, ""), part("part-0002", 2000, ""));
  }

  @Test
  @DisplayName("all four ways to pay take a combined order in")
  void places() {
    Response answer = till.post(PATH + "jsapi", two());
    String prepayId = till.ok(answer).path("prepay_id").stringValue();
    assertThat(answer.note()).isEmpty();
    assertThat(till.platform.prepay(prepayId).orders())
        .containsExactly(
            new PlatformOrderKey(MCHID, "part-0001"), new PlatformOrderKey(MCHID, "part-0002"));
    Combination kept = till.platform.combination(new PlatformOrderKey(MCHID, "whole-0001"));
    assertThat(kept.deviceId()).isEqualTo("POS1:1");
    assertThat(kept.openid()).isEqualTo("o-payer");
    assertThat(kept.orders().get(0).attach()).isEqualTo("分店");

    assertThat(till.ok(till.post(PATH + "native", other("2"))).has("code_url")).isTrue();
    assertThat(till.ok(till.post(PATH + "app", other("3"))).has("prepay_id")).isTrue();
    String h5 = other("4").replace("\"device_id\"", "\"h5_info\":{\"type\":\"Wap\"},\"device_id\"");
    assertThat(till.ok(till.post(PATH + "h5", h5)).has("h5_url")).isTrue();
  }

  private static String other(String suffix) {
    return two().replace("-0001", "-100" + suffix).replace("-0002", "-200" + suffix);
  }

  @Test
  @DisplayName(
      "before the payment every part is NOTPAY, after it every part has its own transaction")
  void query() {
    till.ok(till.post(PATH + "jsapi", two()));
    JsonNode unpaid = till.ok(till.get(QUERY));
    assertThat(unpaid.path("combine_out_trade_no").stringValue()).isEqualTo("whole-0001");
    assertThat(unpaid.path("sub_orders")).hasSize(2);
    assertThat(unpaid.path("sub_orders").get(0).path("trade_state").stringValue())
        .isEqualTo("NOTPAY");
    assertThat(unpaid.path("sub_orders").get(0).path("amount").path("total_amount").intValue())
        .isEqualTo(1000);
    assertThat(unpaid.path("sub_orders").get(0).has("transaction_id")).isFalse();

    till.pay("part-0001", Paying.PLAIN);
    JsonNode paid = till.ok(till.get(QUERY));
    JsonNode second = paid.path("sub_orders").get(1);
    String id = second.path("transaction_id").stringValue();
    assertThat(second)
        .isEqualTo(
            Json.read(
                """
                {"amount":{"currency":"CNY","payer_amount":2000,"payer_currency":"CNY",
                  "total_amount":2000},"attach":"分店","bank_type":"OTHERS","mchid":"1900000109",
                 "out_trade_no":"part-0002","success_time":"2026-01-01T08:00:00+08:00",
                 "trade_state":"SUCCESS","trade_type":"JSAPI","transaction_id":"%s"}\
                """
                    .formatted(id)));
    assertThat(paid.path("combine_payer_info").path("openid").stringValue()).isEqualTo("o-payer");
    assertThat(paid.path("scene_info").path("device_id").stringValue()).isEqualTo("POS1:1");
    assertThat(till.ok(till.get(PATH + "id/" + id))).isEqualTo(paid);
  }

  @Test
  @DisplayName("a part is never found by the query for single orders")
  void neverTheBasicQuery() {
    till.ok(till.post(PATH + "jsapi", two()));
    Response answer = till.get(Till.query("part-0001"));

    assertRefused(answer, 404, "ORDER_NOT_EXIST");
    assertThat(answer.note()).contains("/v3/combine-transactions/");
    assertRefused(till.get(PATH + "out-trade-no/whole-0009"), 404, "ORDER_NOT_EXIST");
    till.sell("order-0001", 1);
    String id =
        till.platform.order(new PlatformOrderKey(MCHID, "order-0001")).paid().transactionId();
    assertRefused(till.get(PATH + "id/" + id), 404, "ORDER_NOT_EXIST");
  }

  @Test
  @DisplayName("a merchant combines 2 to 10 orders, a partner 1 to 50; attach is required")
  void rules() {
    String path = PATH + "jsapi";
    assertRefused(till.post(path, body(part("part-0001", 1, ""))), 400, "PARAM_ERROR");
    assertRefused(till.post(path, body()), 400, "PARAM_ERROR");
    String[] eleven = new String[11];
    for (int i = 0; i < eleven.length; i++) {
      eleven[i] = part("part-%04d".formatted(i), 1, "");
    }
    assertRefused(till.post(path, body(eleven)), 400, "PARAM_ERROR");
    assertRefused(
        till.post(path, body(part("part-0001", 1, ""), part("part-0001", 2, ""))),
        400,
        "PARAM_ERROR");
    Response noAttach = till.post(path, two().replaceFirst("\"attach\":\"分店\",", ""));
    assertRefused(noAttach, 400, "PARAM_ERROR");
    assertThat(Till.json(noAttach).path("detail").path("field").stringValue())
        .isEqualTo("/sub_orders/0/attach");
    assertRefused(
        till.post(path, two().replace("\"combine_payer_info\":{\"openid\":\"o-payer\"},", "")),
        400,
        "PARAM_ERROR");
    assertRefused(
        till.post(
            path, two().replaceFirst("\"mchid\":\"" + MCHID + "\"", "\"mchid\":\"1999999999\"")),
        400,
        "MCH_NOT_EXISTS");
    assertThat(till.platform.orders()).isEmpty();

    till.ok(till.post(path, body(part("part-0001", 1, ",\"sub_mchid\":\"1900000119\""))));
  }

  @Test
  @DisplayName("the same again gets a fresh prepay_id, other data are refused")
  void again() {
    String first = till.ok(till.post(PATH + "jsapi", two())).path("prepay_id").stringValue();
    String second = till.ok(till.post(PATH + "jsapi", two())).path("prepay_id").stringValue();
    assertThat(second).isNotEqualTo(first);

    assertRefused(till.post(PATH + "jsapi", two().replace("2000", "2001")), 400, "INVALID_REQUEST");
    till.pay("part-0002", Paying.PLAIN);
    assertRefused(till.post(PATH + "jsapi", two()), 400, "ORDER_PAID");
  }

  @Test
  @DisplayName("closing needs the identical list of orders, and closes all of them")
  void closing() {
    till.ok(till.post(PATH + "jsapi", two()));
    String first = "{\"mchid\":\"" + MCHID + "\",\"out_trade_no\":\"part-0001\"}";
    String second = first.replace("part-0001", "part-0002");
    String close = "{\"combine_appid\":\"" + Till.APPID + "\",\"sub_orders\":[%s]}";
    assertRefused(till.post(CLOSE, close.formatted(first)), 400, "PARAM_ERROR");
    assertRefused(
        till.post(
            "/v3/pay/transactions/out-trade-no/part-0001/close", "{\"mchid\":\"" + MCHID + "\"}"),
        400,
        "INVALID_REQUEST");

    Response answer = till.post(CLOSE, close.formatted(second + "," + first));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(till.ok(till.get(QUERY)).path("sub_orders").get(1).path("trade_state").stringValue())
        .isEqualTo("CLOSED");
  }

  @Test
  @DisplayName("a paid combined order cannot be closed; its parts are refunded one by one")
  void paid() {
    till.ok(till.post(PATH + "jsapi", two()));
    till.pay("part-0001", Paying.PLAIN);
    String first = "{\"mchid\":\"" + MCHID + "\",\"out_trade_no\":\"part-0001\"}";
    String close =
        "{\"combine_appid\":\"%s\",\"sub_orders\":[%s,%s]}"
            .formatted(Till.APPID, first, first.replace("part-0001", "part-0002"));
    assertRefused(till.post(CLOSE, close), 400, "ORDERPAID");

    JsonNode refund =
        till.ok(
            till.post("/v3/refund/domestic/refunds", Till.refund("part-0002", "r-1", 500, 2000)));
    assertThat(refund.path("out_trade_no").stringValue()).isEqualTo("part-0002");
    assertThat(till.ok(till.get(QUERY)).path("sub_orders").get(1).path("trade_state").stringValue())
        .isEqualTo("REFUND");
  }
}
