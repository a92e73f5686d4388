package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Closing orders")
class CloseTest {
  private static final String BODY = "{\"mchid\":\"" + MCHID + "\"}";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private static String path(String outTradeNo) {
    return "/v3/pay/transactions/out-trade-no/" + outTradeNo + "/close";
  }

  @Test
  @DisplayName("closing answers 204, signed over nothing, with a Content-Type all the same")
  void closes() {
    till.place("order-0001", 880);
    Response answer = till.post(path("order-0001"), BODY);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
    Till.assertSigned(answer, till.platform.merchants().certificate().publicKey());
    assertThat(till.platform.order(new PlatformOrderKey(MCHID, "order-0001")).tradeState())
        .isEqualTo(PlatformTradeState.CLOSED);
  }

  @Test
  @DisplayName("closing again is 204 again")
  void again() {
    till.place("order-0001", 880);
    till.post(path("order-0001"), BODY);

    assertThat(till.post(path("order-0001"), BODY).status()).isEqualTo(204);
  }

  @Test
  @DisplayName("a paid order cannot be closed; status and code are a setting")
  void paid() {
    till.sell("order-0001", 880);
    assertRefused(till.post(path("order-0001"), BODY), 400, "ORDERPAID");

    till.platform.rules(
        RulesChange.with(RulesChange.with("closePaidStatus", 403), "closePaidCode", "ORDER_PAID"));
    assertRefused(till.post(path("order-0001"), BODY), 403, "ORDER_PAID");
  }

  @Test
  @DisplayName("an unknown order is 404")
  void unknown() {
    assertRefused(till.post(path("order-0001"), BODY), 404, "ORDER_NOT_EXIST");
  }

  @Test
  @DisplayName("where the rule says so an order cannot be closed in its first minutes")
  void early() {
    till.platform.rules(RulesChange.with("closeAfter", Duration.ofMinutes(5)));
    till.place("order-0001", 880);
    assertRefused(till.post(path("order-0001"), BODY), 400, "TRADE_STATE_ERROR");

    till.advance(Duration.ofMinutes(5));
    assertThat(till.post(path("order-0001"), BODY).status()).isEqualTo(204);
  }

  @Test
  @DisplayName("the body names the caller; a partner names its sub-merchant, too")
  void owner() {
    till.place("order-0001", 880);
    assertRefused(till.post(path("order-0001"), "{}"), 400, "PARAM_ERROR");
    assertRefused(till.post(path("order-0001"), ""), 400, "PARAM_ERROR");

    String partner = "/v3/pay/partner/transactions/out-trade-no/order-0001/close";
    String body = "{\"sp_mchid\":\"" + MCHID + "\",\"sub_mchid\":\"1900000119\"}";
    assertRefused(till.post(partner, body), 404, "ORDER_NOT_EXIST");
    till.ok(
        till.post(
            "/v3/pay/partner/transactions/native",
            """
            {"sp_appid":"%s","sp_mchid":"%s","sub_mchid":"1900000119","description":"咖啡",\
            "out_trade_no":"order-0002","notify_url":"https://sp.example.com/n","amount":{"total":1}}\
            """
                .formatted(Till.APPID, MCHID)));
    assertThat(till.post(partner.replace("0001", "0002"), body).status()).isEqualTo(204);
  }
}
