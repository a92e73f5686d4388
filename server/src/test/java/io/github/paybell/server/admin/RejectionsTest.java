package io.github.paybell.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Refused requests, from the notify listener to the admin API. */
class RejectionsTest {
  private static final String TOKEN = "token-of-the-shop";
  private static final String FORGED =
      """
      <xml><return_code>SUCCESS</return_code><openid>oUpF8uMuAJO_of-the-payer</openid>\
      <out_trade_no><![CDATA[REFUSED-1]]></out_trade_no><sign>%s</sign></xml>\
      """
          .formatted("A".repeat(32));

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
                mchid: "1999999901"
                notify-token: token-of-the-shop
                v2: { key: TestKeyForSimulatorOnly000000001 }
            """);
  }

  private static HttpResponse<String> post(String path, String body) {
    return server.send(
        HttpRequest.newBuilder(server.notifyUri().resolve(path))
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode get(String path) {
    var answer = server.admin("GET", "/api/v1" + path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** What is refused is written within a second or so. */
  private static JsonNode one(String query) {
    await().until(() -> get("/rejections?" + query).get("items").size() == 1);
    return get("/rejections?" + query).get("items").get(0);
  }

  @Test
  @DisplayName(
      "SEEN: a forged notification is found by its order number, with reason, address and size")
  void forged() {
    server.admin(
        "PUT",
        "/api/v1/accounts/shop/orders/REFUSED-1",
        "{\"amount\":{\"total\":8800,\"currency\":\"CNY\"}}");
    assertThat(post("/notify/" + TOKEN, FORGED).body()).contains("签名错误");

    var rejection = one("account=shop&out_trade_no=REFUSED-1");
    assertThat(rejection.get("account").asString()).isEqualTo("shop");
    assertThat(rejection.get("reason").asString()).isEqualTo("signature_wrong");
    assertThat(rejection.get("detail").asString())
        .contains("sign does not fit")
        .contains("not among the 1 of this account");
    assertThat(rejection.get("address").asString()).isEqualTo("127.0.0.1");
    assertThat(rejection.get("claimed_out_trade_no").asString()).isEqualTo("REFUSED-1");
    assertThat(rejection.get("bytes").asInt()).isEqualTo(FORGED.getBytes(UTF_8).length);
    assertThat(rejection.has("body")).isFalse();

    var order = get("/accounts/shop/orders/REFUSED-1");
    assertThat(order.get("trade_state").asString()).isEqualTo("NOTPAY");
    assertThat(order.get("version").asInt()).isEqualTo(1);
    assertThat(order.get("rejections")).hasSize(1);
    assertThat(order.get("rejections").get(0)).isEqualTo(rejection);

    var raw =
        server.admin("GET", "/api/v1/rejections/" + rejection.get("id").asString() + "/raw", "");
    assertThat(raw.statusCode()).isEqualTo(200);
    assertThat(raw.headers().firstValue("content-type")).hasValue("application/octet-stream");
    assertThat(raw.body()).isEqualTo(FORGED);
  }

  @Test
  @DisplayName("SEEN: unknown tokens have no account, no body and no token in full")
  void unknownToken() {
    assertThat(post("/notify/token-that-nobody-has/", FORGED).statusCode()).isEqualTo(404);

    var rejection = one("reason=unknown_token");
    assertThat(rejection.get("account").isNull()).isTrue();
    assertThat(rejection.get("detail").asString()).isEqualTo("/notify/toke…/");
    assertThat(rejection.get("claimed_out_trade_no").isNull()).isTrue();
    var raw =
        server.admin("GET", "/api/v1/rejections/" + rejection.get("id").asString() + "/raw", "");
    assertThat(raw.statusCode()).isEqualTo(409);
    assertThat(raw.body()).contains("body-not-kept");
  }

  @Test
  @DisplayName("SEEN: a v2 message over 64 KB is FAIL and says so; a body over max-body is 413")
  void tooLarge() {
    var large =
        FORGED
            .replace("REFUSED-1", "REFUSED-2")
            .replace("</xml>", "<a>" + "x".repeat(65_536) + "</a></xml>");
    var answer = post("/notify/" + TOKEN + "/", large);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("FAIL").contains("报文过大");
    assertThat(one("out_trade_no=REFUSED-2").get("reason").asString()).isEqualTo("too_large");

    assertThat(post("/notify/" + TOKEN, "{" + " ".repeat(1_048_576)).statusCode()).isEqualTo(413);
    await().until(() -> get("/rejections?reason=too_large").get("items").size() == 2);
    var newest = get("/rejections?reason=too_large").get("items").get(0);
    assertThat(newest.get("account").asString()).isEqualTo("shop");
    assertThat(newest.get("detail").asString()).contains("over max-body, which is 1048576 bytes");
    assertThat(newest.get("bytes").asInt()).isEqualTo(1_048_577);
  }
}
