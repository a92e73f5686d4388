package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("/sim/messages and /sim/requests")
class MessageEndpointsTest {
  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode paid(String outTradeNo, String body) {
    bench.placed(outTradeNo, 880);
    bench.post("/sim/orders/default/" + outTradeNo + "/pay", body);
    bench.clock.settle();
    return bench.get("/sim/messages?out_trade_no=" + outTradeNo).path(0);
  }

  @Test
  @DisplayName("A message is listed with its attempts: when, status, body and how it was taken")
  void attempts() {
    JsonNode message = paid("ORDER0001", "{}");

    assertThat(message.path("event_type").stringValue()).isEqualTo("TRANSACTION.SUCCESS");
    assertThat(message.path("state").stringValue()).isEqualTo("DELIVERED");
    assertThat(message.has("next_at")).isFalse();
    JsonNode attempt = message.path("attempts").path(0);
    assertThat(attempt.path("at").stringValue()).endsWith("+08:00");
    assertThat(attempt.path("status").intValue()).isEqualTo(200);
    assertThat(attempt.path("body").stringValue()).isEqualTo("{\"code\":\"SUCCESS\"}");
    assertThat(attempt.path("taken_as").stringValue()).isEqualTo("SUCCESS");
    assertThat(attempt.path("hole").booleanValue()).isFalse();
    assertThat(attempt.has("request")).isFalse();
  }

  @Test
  @DisplayName("A message that was refused says when it comes again, and can be sent at once")
  void resend() {
    bench.shopAnswers = 500;
    JsonNode message = paid("ORDER0001", "{}");
    assertThat(message.path("state").stringValue()).isEqualTo("PENDING");
    assertThat(Instant.parse(toUtc(message.path("next_at").stringValue())))
        .isAfter(bench.clock.now());

    bench.shopAnswers = 200;
    JsonNode again =
        bench.post("/sim/messages/" + message.path("id").stringValue() + "/resend", "");

    assertThat(again.path("state").stringValue()).isEqualTo("DELIVERED");
    assertThat(again.path("attempts").findValuesAsString("taken_as"))
        .containsExactly("FAIL", "SUCCESS");
  }

  private static String toUtc(String time) {
    return OffsetDateTime.parse(time).toInstant().toString();
  }

  @Test
  @DisplayName("One message is given with the requests as they were sent, in the case of the names")
  void whole() {
    JsonNode message = paid("ORDER0001", "{}");

    JsonNode request =
        bench
            .get("/sim/messages/" + message.path("id").stringValue())
            .path("attempts")
            .path(0)
            .path("request");

    assertThat(request.path("headers").findValuesAsString("name"))
        .contains("Wechatpay-Signature", "Wechatpay-Serial");
    assertThat(request.path("body").stringValue()).contains("\"resource\"");
    assertThat(request.path("body_bytes").intValue())
        .isEqualTo(request.path("body").stringValue().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  @DisplayName("A forged copy that the shop accepts is a hole, and named after its fault")
  void hole() {
    JsonNode message = paid("ORDER0001", "{\"faults\":[\"unsigned\"]}");

    JsonNode forged = message.path("attempts").path(0);
    assertThat(forged.path("fault").stringValue()).isEqualTo("unsigned");
    assertThat(forged.path("right").stringValue()).isEqualTo("REFUSE");
    assertThat(forged.path("hole").booleanValue()).isTrue();
    assertThat(forged.path("counts").booleanValue()).isFalse();
  }

  @Test
  @DisplayName("The list has the oldest first; a limit keeps the latest; an unknown id is 404")
  void list() {
    paid("ORDER0001", "{}");
    paid("ORDER0002", "{}");

    assertThat(bench.get("/sim/messages").findValuesAsString("out_trade_no"))
        .containsExactly("ORDER0001", "ORDER0002");
    assertThat(bench.get("/sim/messages?limit=1").findValuesAsString("out_trade_no"))
        .containsExactly("ORDER0002");
    assertThat(bench.ask("GET", "/sim/messages/none", null).status()).isEqualTo(404);
    assertThat(bench.ask("POST", "/sim/messages/none/resend", null).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("What merchants asked is there with both bodies and with what was wrong")
  void requests() {
    bench.journal.write(
        Instant.parse("2026-01-01T00:00:00Z"),
        new Request(
            "POST",
            "/v3/pay/transactions/native?a=b",
            List.of(Map.entry("Authorization", "WECHATPAY2-SHA256-RSA2048 …")),
            new byte[] {(byte) 0xff, 'x'},
            "127.0.0.1",
            null),
        Response.json(401, "{}").noting("string to sign: POST\\n/v3…"));

    JsonNode entry = bench.get("/sim/requests?limit=10").path(0);

    assertThat(entry.path("number").longValue()).isEqualTo(1);
    assertThat(entry.path("at").stringValue()).isEqualTo("2026-01-01T08:00:00+08:00");
    assertThat(entry.path("method").stringValue()).isEqualTo("POST");
    assertThat(entry.path("target").stringValue()).isEqualTo("/v3/pay/transactions/native?a=b");
    assertThat(entry.path("status").intValue()).isEqualTo(401);
    assertThat(entry.path("note").stringValue()).startsWith("string to sign");
    assertThat(entry.path("request").path("headers").path(0).path("name").stringValue())
        .isEqualTo("Authorization");
    assertThat(entry.path("request").path("body_base64").stringValue()).isEqualTo("/3g=");
    assertThat(entry.path("answer").path("body").stringValue()).isEqualTo("{}");
  }
}
