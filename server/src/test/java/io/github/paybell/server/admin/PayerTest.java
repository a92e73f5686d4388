package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.server.RunningServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the admin API shows of a payment, and of who paid. */
class PayerTest {
  private static final String ORDERS = "/api/v1/accounts/shop/orders/";
  private static final String OPENID = "oTESTsim0000000000000000001A";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  @AutoClose private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            folder,
            """
            accounts:
              shop:
                mchid: "%s"
                notify-token: %s
                v2: { key: MadeUpV2Key000000000000000000001 }
            """
                .formatted(TestPlatform.MCHID, TestPlatform.SHOP_TOKEN));
    var fields = TestPlatform.v2Fields("ORDER00001", "T1", 100);
    fields.put("attach", "from the message");
    fields.put("cash_fee", "95");
    fields.put("coupon_fee", "5");
    fields.put("coupon_count", "1");
    fields.put("coupon_id_0", "C1");
    fields.put("coupon_type_0", "NO_CASH");
    fields.put("coupon_fee_0", "5");
    fields.put("settlement_total_fee", "95");
    server.admin("PUT", ORDERS + "ORDER00001", "{\"amount\":{\"total\":100,\"currency\":\"CNY\"}}");
    server.admin("PUT", ORDERS + "ORDER00002", "{\"amount\":{\"total\":100,\"currency\":\"CNY\"}}");
    var sent = TestPlatform.v2(fields);
    assertThat(server.listener("POST", "/notify/" + sent.token(), sent.body()).body())
        .contains("SUCCESS");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  @Test
  @DisplayName("TOLD_WHOLE: the order shows what the event tells, of the payer a hint")
  void order() {
    var response = server.admin("GET", ORDERS + "ORDER00001", "");

    var order = json(response);
    assertThat(order.get("payer").get("hint").asString()).isEqualTo("…001A");
    assertThat(order.get("attach").asString()).isEqualTo("from the message");
    assertThat(order.get("mchid").asString()).isEqualTo(TestPlatform.MCHID);
    assertThat(order.get("trade_type").asString()).isEqualTo("JSAPI");
    assertThat(order.get("bank_type").asString()).isEqualTo("OTHERS");
    assertThat(order.get("amount").get("payer_total").asLong()).isEqualTo(95);
    assertThat(order.get("settlement_total").asLong()).isEqualTo(95);
    assertThat(order.get("promotion_detail").size()).isEqualTo(1);
    assertThat(order.get("promotion_detail").get(0).get("coupon_id").asString()).isEqualTo("C1");
    assertThat(order.get("promotion_detail").get(0).get("type").asString()).isEqualTo("NOCASH");
    assertThat(response.body()).doesNotContain(OPENID);
  }

  @Test
  @DisplayName(
      "SILENT_SECRETS: events in the admin API have a hint where subscribers get an openid")
  void events() {
    var response = server.admin("GET", "/api/v1/events?account=shop&out_trade_no=ORDER00001", "");

    assertThat(response.body())
        .contains("\"payer\":{\"hint\":\"…001A\"}")
        .contains("\"promotion_detail\":[{\"coupon_id\":\"C1\"")
        .doesNotContain(OPENID);
  }

  @Test
  @DisplayName("AUDITED: the whole openid is told for a reason only")
  void reveal() {
    var path = ORDERS + "ORDER00001/payer";

    var told = server.admin("POST", path, "{\"reason\":\"refund by hand\"}");
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(json(told).get("openid").asString()).isEqualTo(OPENID);
    assertThat(json(told).get("sub_openid").isNull()).isTrue();

    assertThat(server.admin("POST", path, "{\"reason\":\" \"}").statusCode()).isEqualTo(400);
    assertThat(server.admin("POST", path, "{}").statusCode()).isEqualTo(400);
    assertThat(server.admin("POST", ORDERS + "ORDER00009/payer", "{\"reason\":\"x\"}").statusCode())
        .isEqualTo(404);
    var unpaid = server.admin("POST", ORDERS + "ORDER00002/payer", "{\"reason\":\"x\"}");
    assertThat(unpaid.statusCode()).isEqualTo(410);
    assertThat(json(unpaid).get("type").asString()).isEqualTo("urn:paybell:problem:payer-not-kept");
  }
}
