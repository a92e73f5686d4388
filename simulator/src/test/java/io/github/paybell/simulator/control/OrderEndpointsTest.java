package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Rules;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("/sim/orders")
class OrderEndpointsTest {
  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("An order that is not paid shows its terms, its state and the way to the cashier")
  void unpaid() {
    bench.placed("ORDER0001", 880);

    JsonNode order = bench.get("/sim/orders/default/ORDER0001");

    assertThat(order.path("mchid").stringValue()).isEqualTo(ControlBench.MCHID);
    assertThat(order.path("trade_state").stringValue()).isEqualTo("NOTPAY");
    assertThat(order.path("trade_type").stringValue()).isEqualTo("NATIVE");
    assertThat(order.path("amount").toString()).isEqualTo("{\"total\":880,\"currency\":\"CNY\"}");
    assertThat(order.path("attach").stringValue()).isEqualTo("table 7");
    assertThat(order.has("transaction_id")).isFalse();
    assertThat(order.path("refunds").size()).isZero();
    assertThat(order.path("cashier").stringValue())
        .isEqualTo("http://127.0.0.1:9090/cashier/" + order.path("prepay_id").stringValue());
  }

  @Test
  @DisplayName("Paying with a coupon leaves less for the payer and shows the payment")
  void pay() {
    bench.placed("ORDER0001", 880);

    JsonNode order =
        bench.post(
            "/sim/orders/1900000109/ORDER0001/pay",
            "{\"coupons\":[{\"type\":\"CASH\",\"fee\":100}],\"openid\":\"oPayer\",\"bank_type\":\"CMB_DEBIT\"}");

    assertThat(order.path("trade_state").stringValue()).isEqualTo("SUCCESS");
    assertThat(order.path("amount").path("payer_total").longValue()).isEqualTo(780);
    assertThat(order.path("transaction_id").stringValue()).startsWith("4200").hasSize(28);
    assertThat(order.path("success_time").stringValue()).endsWith("+08:00");
    assertThat(order.path("payer").path("openid").stringValue()).isEqualTo("oPayer");
    assertThat(order.path("bank_type").stringValue()).isEqualTo("CMB_DEBIT");
    assertThat(order.path("coupons").path(0).path("type").stringValue()).isEqualTo("CASH");
    assertThat(order.path("coupons").path(0).path("fee").longValue()).isEqualTo(100);
  }

  @Test
  @DisplayName("Paying needs no body, and faults named with it strike its notification")
  void payWithFault() {
    bench.placed("ORDER0001", 1);
    bench.placed("ORDER0002", 1);

    bench.ask("POST", "/sim/orders/default/ORDER0001/pay", null);
    bench.post("/sim/orders/default/ORDER0002/pay", "{\"faults\":[\"lost\"]}");

    bench.clock.settle();
    assertThat(
            bench.get("/sim/messages?out_trade_no=ORDER0001").path(0).path("state").stringValue())
        .isEqualTo("DELIVERED");
    JsonNode lost = bench.get("/sim/messages?out_trade_no=ORDER0002").path(0);
    assertThat(lost.path("state").stringValue()).isEqualTo("LOST");
    assertThat(lost.path("faults").toString()).isEqualTo("[\"lost\"]");
  }

  @Test
  @DisplayName("A closed order is refused unless the payment was begun in time and ends late")
  void late() {
    bench.placed("ORDER0001", 1);
    assertThat(
            bench.post("/sim/orders/default/ORDER0001/close", "").path("trade_state").stringValue())
        .isEqualTo("CLOSED");

    Response refused = bench.ask("POST", "/sim/orders/default/ORDER0001/pay", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(ControlBench.text(refused)).contains("\"error\"", "closed", "late");

    assertThat(
            bench
                .post("/sim/orders/default/ORDER0001/pay", "{\"late\":true}")
                .path("trade_state")
                .stringValue())
        .isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("A refund ends as the control API says, before its time has come")
  void settle() {
    var key = bench.placed("ORDER0001", 880);
    bench.post("/sim/orders/default/ORDER0001/pay", "{}");
    bench.refunded(key, "REFUND0001", 80);

    JsonNode refund =
        bench.post(
            "/sim/orders/default/ORDER0001/refunds/REFUND0001/settle", "{\"status\":\"ABNORMAL\"}");

    assertThat(refund.path("status").stringValue()).isEqualTo("ABNORMAL");
    assertThat(refund.path("amount").toString())
        .isEqualTo("{\"total\":880,\"refund\":80,\"payer_refund\":80}");
    JsonNode order = bench.get("/sim/orders/default/ORDER0001");
    assertThat(order.path("trade_state").stringValue()).isEqualTo("REFUND");
    assertThat(order.path("refunds").path(0)).isEqualTo(refund);
    bench.clock.advance(Duration.ofSeconds(5));
    assertThat(bench.platform.refund(ControlBench.MCHID, "REFUND0001").status())
        .isEqualTo(PlatformRefund.Status.ABNORMAL);
  }

  @Test
  @DisplayName("The list has the newest first, as many as wanted")
  void list() {
    bench.placed("ORDER0001", 1);
    bench.placed("ORDER0002", 2);
    bench.placed("ORDER0003", 3);

    assertThat(bench.get("/sim/orders").findValuesAsString("out_trade_no"))
        .containsExactly("ORDER0003", "ORDER0002", "ORDER0001");
    assertThat(bench.get("/sim/orders?limit=1").findValuesAsString("out_trade_no"))
        .containsExactly("ORDER0003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pay   | not json                                   | 400 | no JSON",
        "pay   | []                                         | 400 | JSON object",
        "pay   | {\"coupon\":[]}                            | 400 | nearest is \\\"coupons\\\"",
        "pay   | {\"coupons\":{}}                           | 400 | coupons is a list",
        "pay   | {\"coupons\":[{\"fee\":1}]}                | 400 | type of a coupon",
        "pay   | {\"coupons\":[{\"type\":\"CASH\"}]}        | 400 | fee is a whole number",
        "pay   | {\"coupons\":[{\"type\":\"CASH\",\"fee\":1.5}]} | 400 | fee is a whole number",
        "pay   | {\"coupons\":[{\"type\":\"X\",\"fee\":1}]} | 400 | one of CASH, NO_CASH",
        "pay   | {\"coupons\":[{\"type\":\"CASH\",\"fee\":880}]} | 400 | nothing to pay",
        "pay   | {\"faults\":[\"nonsense\"]}                | 400 | no fault",
        "pay   | {\"faults\":[{\"fault\":\"lost\",\"ratio\":0.5}]} | 400 | ratio",
        "pay   | {\"late\":\"yes\"}                         | 400 | late is true or false",
        "pay   | {\"openid\":7}                             | 400 | openid is a text",
        "pay   | {\"late\":true,\"late\":true}              | 400 | no JSON",
        "refunds/NONE/settle | {\"status\":\"SUCCESS\"}     | 404 | no such refund",
        "refunds/NONE/settle | {\"status\":\"PROCESSING\"}  | 400 | SUCCESS, CLOSED or ABNORMAL",
        "refunds/NONE/settle | {}                           | 400 | SUCCESS, CLOSED or ABNORMAL",
      })
  @DisplayName("What cannot be is refused in a sentence that names it")
  void bad(String call, String body, int status, String sentence) {
    bench.placed("ORDER0001", 880);

    Response answer = bench.ask("POST", "/sim/orders/default/ORDER0001/" + call, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(ControlBench.text(answer)).startsWith("{\"error\":\"").contains(sentence);
    assertThat(bench.platform.orders().get(0).payment()).isNull();
  }

  @Test
  @DisplayName("An unknown order is 404, a paid one is neither paid nor closed again, 409")
  void states() {
    bench.placed("ORDER0001", 880);
    bench.post("/sim/orders/default/ORDER0001/pay", "{}");

    assertThat(bench.ask("GET", "/sim/orders/default/NONE", null).status()).isEqualTo(404);
    assertThat(bench.ask("GET", "/sim/orders/1234567890/ORDER0001", null).status()).isEqualTo(404);
    assertThat(bench.ask("POST", "/sim/orders/default/ORDER0001/pay", "").status()).isEqualTo(409);
    assertThat(bench.ask("POST", "/sim/orders/default/ORDER0001/close", "").status())
        .isEqualTo(409);
    assertThat(bench.ask("GET", "/sim/orders?limit=0", null).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("Closing keeps to the rule close-after")
  void closeAfter() {
    bench.platform.rules(
        RulesJson.apply(Rules.DEFAULT, bench.put("/sim/rules", "{\"close-after\":\"5m\"}")));
    bench.placed("ORDER0001", 880);

    Response early = bench.ask("POST", "/sim/orders/default/ORDER0001/close", "");

    assertThat(early.status()).isEqualTo(409);
    assertThat(ControlBench.text(early)).contains("close-after");
  }
}
