package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.messenger.TakenAs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notify endpoint in a shop that does everything to swallow a notification. */
class HostileShopTest {
  private static final String PATH = "/shop/notify/" + RunningShop.TOKEN;
  private static RunningShop shop;

  @BeforeAll
  static void open() {
    shop =
        RunningShop.start(
            TestStores.SQLITE,
            Map.of("server.servlet.context-path", "/shop", "server.tomcat.threads.max", "4"),
            HostileShop.class);
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @Test
  @DisplayName(
      "a payment gets through: the bytes that WeChat Pay sent are the bytes that are stored")
  void paid() {
    HostileShop.LOGGED.clear();
    var number = shop.placed();

    shop.pay(number);

    await().untilAsserted(() -> assertThat(shop.count("fulfilment")).isPositive());
    var attempts = shop.attempts(number);
    assertThat(attempts).isNotEmpty();
    assertThat(attempts.get(attempts.size() - 1).takenAs()).isEqualTo(TakenAs.SUCCESS);
    assertThat(attempts.get(attempts.size() - 1).status()).isEqualTo(204);
    var raw =
        shop.jdbc()
            .queryForObject(
                "select raw from paybell_notification where out_trade_no = ?",
                byte[].class,
                number);
    assertThat(raw).isEqualTo(attempts.get(0).requestBody());
    assertThat(HostileShop.LOGGED).isEmpty();
  }

  @Test
  @DisplayName("the shop itself is as hostile as ever")
  void hostile() {
    HostileShop.LOGGED.clear();
    var answer = shop.post("/shop/other", bytes("secret"));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(HostileShop.LOGGED).contains("secret");
    assertThat(shop.post("/shop/other", bytes("x"), "X-Logged-In", "yes").statusCode())
        .isEqualTo(403);
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: a forged v2 message is answered byte for byte as by the server's notify"
          + " listener")
  void forged() {
    var answer =
        shop.post(
            PATH,
            bytes("<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>"),
            "Content-Type",
            "text/xml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer))
        .isEqualTo(
            "<xml><return_code><![CDATA[FAIL]]></return_code>"
                + "<return_msg><![CDATA[缺少签名]]></return_msg></xml>");
    assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
        .isEqualTo("text/xml;charset=utf-8");
    assertBare(answer);
  }

  @Test
  @DisplayName(
      "a form is not taken for parameters: v2 messages that come as one are read as they are")
  void form() {
    var answer =
        shop.post(
            PATH,
            bytes("<xml><return_code>SUCCESS&amp;a=b</return_code></xml>"),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).contains("缺少签名");
  }

  @Test
  @DisplayName("a forged v3 message is refused with its JSON, byte for byte")
  void forgedV3() {
    var answer = shop.post(PATH, bytes("{\"id\":\"1\"}"), "Content-Type", "application/json");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(text(answer)).isEqualTo("{\"code\":\"FAIL\",\"message\":\"缺少签名\"}");
    assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
        .isEqualTo("application/json;charset=utf-8");
    assertBare(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"})
  @DisplayName("any method but POST is 405, empty")
  void method(String method) {
    var answer =
        shop.send(
            HttpRequest.newBuilder(shop.uri(PATH)).method(method, BodyPublishers.noBody()).build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    assertThat(answer.body()).isEmpty();
    assertBare(answer);
  }

  @Test
  @DisplayName("an unknown token is 404, empty, and never the shop's")
  void unknownToken() {
    var answer = shop.post("/shop/notify/token-of-nobody-at-all", bytes("{}"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
    assertBare(answer);
  }

  @Test
  @DisplayName("BOUNDED: more than 1 MiB is 413, said or not said beforehand")
  void tooLarge() {
    var large = new byte[1_048_577];
    assertThat(shop.post(PATH, large).statusCode()).isEqualTo(413);
    var chunked =
        HttpRequest.newBuilder(shop.uri(PATH))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertThat(shop.send(chunked).statusCode()).isEqualTo(413);
  }

  @Test
  @DisplayName(
      "IN_TIME, BOUNDED: bodies that stand still hold no thread: others are answered, they get 408")
  void standsStill() throws IOException {
    var still = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 12; i++) {
        var socket = new Socket("127.0.0.1", shop.port());
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write(
                bytes(
                    "POST "
                        + PATH
                        + " HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n<xml>"));
        still.add(socket);
      }
      // Three times as many as the container has threads.
      assertThat(text(shop.post(PATH, bytes("<xml></xml>")))).contains("FAIL");

      for (var socket : still) {
        var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
      }
      assertThat(text(shop.post(PATH, bytes("<xml></xml>")))).contains("FAIL");
    } finally {
      for (var socket : still) {
        socket.close();
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        shop.jdbc()
                            .queryForList(
                                "select reason from paybell_rejection where account = 'shop'",
                                String.class))
                    .contains("stood_still"));
  }

  @Test
  @DisplayName("a body that comes in pieces, within its time, is one body")
  void pieces() throws IOException {
    try (var socket = new Socket("127.0.0.1", shop.port())) {
      var out = socket.getOutputStream();
      out.write(bytes("POST " + PATH + "/ HTTP/1.1\r\nHost: shop\r\nContent-Length: 11\r\n"));
      for (var piece : List.of("Connection: close\r\n\r\n", "<xml>", "</x", "ml>")) {
        out.write(bytes(piece));
        out.flush();
      }
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("缺少签名");
    }
  }

  @Test
  @DisplayName("SEEN: a shop keeps what it refused, as a server does; unknown tokens without body")
  void kept() {
    shop.post("/shop/notify/token-of-nobody-at-all", bytes("{}"));
    shop.post(PATH, bytes("<xml><out_trade_no>REFUSED-1</out_trade_no></xml>"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        shop.jdbc()
                            .queryForList(
                                "select account || ' ' || reason || ' ' || coalesce(out_trade_no,"
                                    + " '-') || ' ' || case when body is null then 'no body' else"
                                    + " 'sealed' end from paybell_rejection",
                                String.class))
                    .contains(
                        " unknown_token - no body", "shop signature_missing REFUSED-1 sealed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/notify/" + RunningShop.TOKEN + ";jsessionid=1",
        "/shop/notify/" + RunningShop.TOKEN + "//",
        "/shop/notify/" + RunningShop.TOKEN + "/more",
        "/shop/notify//" + RunningShop.TOKEN,
        "/shop/%6eotify/" + RunningShop.TOKEN,
        "/shop/notify/%74oken-of-the-shops-account",
        "/shop/x/../notify/" + RunningShop.TOKEN,
        "/shop/notify/",
        "/shop/notify",
        "/notify/" + RunningShop.TOKEN,
      })
  @DisplayName("what only looks like the endpoint is not it: it goes to the shop, or nowhere")
  void lookAlikes(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", shop.port())) {
      var out = socket.getOutputStream();
      out.write(
          bytes(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
      out.flush();
      var status =
          new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
              .substring(9);
      assertThat(status).isIn("302", "400", "404");
    }
  }

  private static void assertBare(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().map().keySet())
        .doesNotContain("set-cookie", "x-frame-options", "x-content-type-options", "cache-control");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
