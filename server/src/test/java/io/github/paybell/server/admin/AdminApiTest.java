package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.RunningServer;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API's API over HTTP, on SQLite, with a notification that came through the notify
 * listener.
 */
class AdminApiTest {
  private static final String ORDERS = "/api/v1/accounts/shop/orders/";
  private static final String KEY = "TestKeyForSimulatorOnly000000001";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  @AutoClose private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            folder,
            """
            notify: { base-url: https://pay.example.com }
            wechat: { base-url: "http://127.0.0.1:9" }
            accounts:
              shop:
                mchid: "1999999901"
                appids: [wxtest000000000001]
                notify-token: token-of-the-shop
                v2: { key: %s }
            """
                .formatted(KEY));
  }

  private static HttpResponse<String> put(String outTradeNo, String body) {
    return server.admin("PUT", ORDERS + outTradeNo, body);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    var document = json(response);
    assertThat(document.get("type").asString()).isEqualTo("urn:paybell:problem:" + type);
    assertThat(document.get("status").asInt()).isEqualTo(status);
    assertThat(document.get("title").asString()).isNotBlank();
  }

  @Test
  @DisplayName("An order is 201 when new, 200 when the same again, 409 naming the field when other")
  void register() {
    var body =
        """
        {"amount":{"total":8800,"currency":"CNY"},"reference":"R-1","expires_at":"2030-01-05T10:00:00+08:00",\
        "description":"\u5496\u5561","attach":"a","appid":"wxtest000000000001"}\
        """;
    var created = put("ORDER00001", body);

    assertThat(created.statusCode()).isEqualTo(201);
    var order = json(created);
    assertThat(order.get("account").asString()).isEqualTo("shop");
    assertThat(order.get("out_trade_no").asString()).isEqualTo("ORDER00001");
    assertThat(order.get("trade_state").asString()).isEqualTo("NOTPAY");
    assertThat(order.get("amount").get("total").asLong()).isEqualTo(8800);
    assertThat(order.get("amount").get("currency").asString()).isEqualTo("CNY");
    assertThat(order.get("expires_at").asString()).isEqualTo("2030-01-05T02:00:00Z");
    assertThat(order.get("description").asString()).isEqualTo("\u5496\u5561");
    assertThat(order.get("version").asLong()).isEqualTo(1);
    assertThat(order.get("transaction_id").isNull()).isTrue();
    assertThat(order.get("late").asBoolean()).isFalse();
    assertThat(order.get("problems").isEmpty()).isTrue();

    assertThat(put("ORDER00001", body).statusCode()).isEqualTo(200);
    var other = put("ORDER00001", body.replace("8800", "8801"));
    assertProblem(other, 409, "order-differs");
    assertThat(json(other).get("field").asString()).contains("total");
    assertThat(
            json(server.admin("GET", ORDERS + "ORDER00001", ""))
                .get("amount")
                .get("total")
                .asLong())
        .isEqualTo(8800);
  }

  @Test
  @DisplayName("total may be as large as an int64, and comes back digit by digit")
  void largestTotal() {
    var created = put("LARGEST001", "{\"amount\":{\"total\":9223372036854775807}}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).contains("\"total\":9223372036854775807");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"100\"",
        "100.0",
        "100.5",
        "1e2",
        "0",
        "-1",
        "null",
        "true",
        "[100]",
        "{}",
        "\"\"",
        "9223372036854775808",
        "1E400"
      })
  @DisplayName("AMOUNT_GUARD: a total that is not a JSON integer of at least 1 is 400")
  void totals(String total) {
    var answer = put("TOTALS0001", "{\"amount\":{\"total\":" + total + "}}");

    assertProblem(answer, 400, "invalid-request");
    assertThat(json(answer).get("detail").asString())
        .containsAnyOf("amount.total", "out of range: amounts");
    assertProblem(server.admin("GET", ORDERS + "TOTALS0001", ""), 404, "unknown-order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | amount",
        "{\"amount\":null} | amount",
        "{\"amount\":{}} | total",
        "{\"amount\":{\"total\":1},\"amout\":2} | amout",
        "{\"amount\":{\"total\":1,\"totl\":2}} | amount.totl",
        "{\"amount\":{\"total\":1,\"total\":2}} | not valid JSON",
        "{\"amount\":{\"total\":1,\"currency\":\"cny\"}} | amount.currency",
        "{\"amount\":{\"total\":1,\"currency\":156}} | amount.currency",
        "{\"amount\":{\"total\":1},\"reference\":7} | reference",
        "{\"amount\":{\"total\":1},\"expires_at\":\"tomorrow\"} | expires_at",
        "{\"amount\":{\"total\":1}} {} | body",
        "{\"amount\":{\"total\":1} | not valid JSON",
        "[] | body",
        "`` | body"
      })
  @DisplayName("A request that cannot be understood is 400 and names the member")
  void notUnderstood(String body, String named) {
    var answer = put("BADBODY001", body.equals("``") ? "" : body);

    assertProblem(answer, 400, "invalid-request");
    assertThat(json(answer).get("detail").asString()).containsIgnoringCase(named);
  }

  @Test
  @DisplayName("SILENT_SECRETS: an error repeats no value of the request")
  void noEcho() {
    assertThat(put("ECHO000001", "{\"amount\":\"sesame-open\"}").body()).doesNotContain("sesame");
    assertThat(put("ECHO000001", "{\"amount\":{\"total\":\"sesame\"}}").body())
        .doesNotContain("sesame");
    assertThat(
            server
                .admin(
                    "PUT",
                    "/api/v1/accounts/echo",
                    "{\"mchid\":\"1\",\"v2\":{\"key\":\"sesame-open\"}}")
                .body())
        .doesNotContain("sesame");
  }

  @Test
  @DisplayName("BOUNDED: a body larger than any request needs is refused")
  void tooLarge() {
    var answer = put("LARGE00001", "{\"attach\":\"" + "x".repeat(400_000) + "\"}");

    assertProblem(answer, 400, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource({
    "A%7CB*C-d_1, A|B*C-d_1",
    "%41BC%2D%2A%7c99, ABC-*|99",
    "abcdef, abcdef",
  })
  @DisplayName("out_trade_no is taken as it was meant, escaped or not, | and * included")
  void escaped(String written, String meant) {
    var created = put(written, "{\"amount\":{\"total\":1}}");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(json(created).get("out_trade_no").asString()).isEqualTo(meant);
    assertThat(server.admin("GET", ORDERS + written, "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has.dot",
        "%E5%92%96%E5%95%A1%E5%92%96%E5%95%A1%E5%92%96%E5%95%A1",
        "has%20space",
        "123456789012345678901234567890123"
      })
  @DisplayName("An out_trade_no that WeChat Pay would not take is 400")
  void badOutTradeNo(String outTradeNo) {
    assertProblem(put(outTradeNo, "{\"amount\":{\"total\":1}}"), 400, "invalid-request");
  }

  @Test
  @DisplayName("What is not there is 404, each kind with its own type")
  void unknown() {
    var id = UUID.randomUUID();
    assertProblem(server.admin("GET", "/api/v1/accounts/nobody", ""), 404, "unknown-account");
    assertProblem(
        server.admin("GET", "/api/v1/accounts/nobody/orders/ORDER00001", ""),
        404,
        "unknown-account");
    assertProblem(
        server.admin(
            "PUT", "/api/v1/accounts/nobody/orders/ORDER00001", "{\"amount\":{\"total\":1}}"),
        404,
        "unknown-account");
    assertProblem(server.admin("GET", ORDERS + "NOTTHERE01", ""), 404, "unknown-order");
    assertProblem(
        server.admin("GET", "/api/v1/notifications/" + id, ""), 404, "unknown-notification");
    assertProblem(
        server.admin("GET", "/api/v1/notifications/" + id + "/raw", ""),
        404,
        "unknown-notification");
    assertProblem(
        server.admin("POST", "/api/v1/notifications/" + id + "/reapply", ""),
        404,
        "unknown-notification");
    assertProblem(
        server.admin("POST", "/api/v1/problems/" + id + "/resolve", "{\"action\":\"dismiss\"}"),
        404,
        "unknown-problem");
    assertProblem(server.admin("GET", "/api/v1/nothing", ""), 404, "not-found");
    assertProblem(server.admin("GET", "/", ""), 404, "not-found");
    assertProblem(server.admin("DELETE", ORDERS + "ORDER00001", ""), 405, "method-not-allowed");
    assertProblem(
        server.admin("GET", "/api/v1/notifications/not-a-uuid", ""), 400, "invalid-request");
    assertProblem(
        server.send(
            HttpRequest.newBuilder(server.adminUri().resolve(ORDERS + "ORDER00009"))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString("x"))),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/accounts",
        "/api/v1/nothing",
        "/",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/env",
        "/actuator/health/../prometheus",
        "/actuator/health/store",
        "/actuator/health;x=/../prometheus",
        "//actuator/health",
        "/actuator/./health",
        "/actuator/health/",
        "/actuator/health;x=1",
        "/actuator/%68ealth",
        "/api/v1/accounts/shop/orders/x/../../../../../../actuator/health",
        "/v3/api-docs"
      })
  @DisplayName("Without the token everything but health is 401")
  void locked(String path) {
    for (var header :
        new String[] {
          null, "Bearer", "Bearer wrong-token-of-16-chars", "Basic " + server.token()
        }) {
      var request = HttpRequest.newBuilder(java.net.URI.create(server.adminUri() + path));
      if (header != null) {
        request.header("Authorization", header);
      }
      var answer = server.send(request);

      assertThat(answer.statusCode()).as(path).isIn(401, 400);
      if (answer.statusCode() == 401) {
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("www-authenticate"))
            .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
      }
      assertThat(answer.body()).doesNotContain(server.token());
    }
  }

  @Test
  @DisplayName("Health is open to everybody and says no more than up or down")
  void health() {
    for (var path : new String[] {"", "/liveness", "/readiness"}) {
      var answer =
          server.send(HttpRequest.newBuilder(server.adminUri().resolve("/actuator/health" + path)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).get("status").asString()).isEqualTo("UP");
      assertThat(answer.body()).doesNotContain("details").doesNotContain("jdbc");
    }
  }

  @Test
  @DisplayName("Health tells its details to callers who have the token")
  void healthDetails() {
    var answer = server.admin("GET", "/actuator/health", "");

    assertThat(json(answer).get("components").has("store")).isTrue();
    assertThat(json(answer).get("components").has("work")).isTrue();
  }

  @Test
  @DisplayName("Metrics come in Prometheus form, the engine's and the process's")
  void metrics() {
    var answer = server.admin("GET", "/actuator/prometheus", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("paybell_backlog").contains("jvm_memory_used_bytes");
  }

  @Test
  @DisplayName(
      "A notification that came is listed, shown, given back byte for byte, and judged again")
  void notifications() throws Exception {
    var raw = Files.readAllBytes(Path.of("../examples/first-run-notification.xml"));
    put("SIM20260105000001", "{\"amount\":{\"total\":8800}}");
    assertThat(server.listener("POST", "/notify/token-of-the-shop", raw).statusCode())
        .isEqualTo(200);

    var list =
        json(
            server.admin(
                "GET", "/api/v1/notifications?account=shop&out_trade_no=SIM20260105000001", ""));
    assertThat(list.get("items").size()).isEqualTo(1);
    assertThat(list.get("next").isNull()).isTrue();
    var item = list.get("items").get(0);
    assertThat(item.get("verdict").asString()).isEqualTo("applied");
    assertThat(item.get("amount").get("total").asLong()).isEqualTo(8800);
    var path = "/api/v1/notifications/" + item.get("id").asString();
    assertThat(json(server.admin("GET", path, ""))).isEqualTo(item);
    var bytes = server.admin("GET", path + "/raw", "");
    assertThat(bytes.headers().firstValue("content-type")).hasValue("application/octet-stream");
    assertThat(bytes.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(raw);
    var again = server.admin("POST", path + "/reapply", "");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(
            json(server.admin("GET", ORDERS + "SIM20260105000001", ""))
                .get("trade_state")
                .asString())
        .isEqualTo("SUCCESS");
    assertThat(
            json(server.admin(
                    "GET", "/api/v1/notifications?verdict=undecryptable&account=shop", ""))
                .get("items")
                .isEmpty())
        .isTrue();
  }

  @Test
  @DisplayName(
      "A problem is listed and resolved; the same decision again is the same answer, another one"
          + " 409")
  void problems() throws Exception {
    // Paid with 10000 fen in the sample, expected with 1: disputed.
    put("SIM20260105000002", "{\"amount\":{\"total\":1}}");
    byte[] raw;
    try (var sample =
        getClass().getResourceAsStream("/samples/v2/02-coupons-cash-and-nocash-md5.xml")) {
      raw = sample.readAllBytes();
    }
    assertThat(server.listener("POST", "/notify/token-of-the-shop", raw).statusCode())
        .isEqualTo(200);

    var open = json(server.admin("GET", "/api/v1/problems?account=shop&state=open", ""));
    assertThat(open.get("items").size()).isEqualTo(1);
    var problem = open.get("items").get(0);
    assertThat(problem.get("out_trade_no").asString()).isEqualTo("SIM20260105000002");
    var resolve = "/api/v1/problems/" + problem.get("id").asString() + "/resolve";
    assertProblem(server.admin("POST", resolve, "{\"action\":\"forget\"}"), 400, "invalid-request");
    assertProblem(server.admin("POST", resolve, "{\"note\":\"x\"}"), 400, "invalid-request");
    var done = server.admin("POST", resolve, "{\"action\":\"dismiss\",\"note\":\"seen\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(json(done).get("state").asString()).isEqualTo("closed");
    assertThat(server.admin("POST", resolve, "{\"action\":\"dismiss\"}").statusCode())
        .isEqualTo(200);
    assertProblem(server.admin("POST", resolve, "{\"action\":\"accept\"}"), 409, "cannot-resolve");
    assertThat(
            json(server.admin("GET", "/api/v1/problems?account=shop&state=open", ""))
                .get("items")
                .isEmpty())
        .isTrue();
  }

  @Test
  @DisplayName("Lists go on where the cursor points; a limit or cursor that is none is 400")
  void cursors() {
    assertProblem(server.admin("GET", "/api/v1/notifications?limit=0", ""), 400, "invalid-request");
    assertProblem(server.admin("GET", "/api/v1/problems?limit=201", ""), 400, "invalid-request");
    assertProblem(server.admin("GET", "/api/v1/problems?limit=x", ""), 400, "invalid-request");
    assertProblem(server.admin("GET", "/api/v1/problems?state=shut", ""), 400, "invalid-request");
    assertProblem(server.admin("GET", "/api/v1/problems?cursor=x", ""), 400, "invalid-request");
    for (var limit : List.of("0x10", "%D9%A3", "%2B5", "+5", "5.0", "-1", "9999999999")) {
      var answer = server.admin("GET", "/api/v1/notifications?limit=" + limit, "");
      assertProblem(answer, 400, "invalid-request");
      assertThat(json(answer).get("detail").asString()).startsWith("limit must be ");
    }
    assertThat(server.admin("GET", "/api/v1/notifications?limit=200", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("Accounts are a list like the others: by name, so many at a time")
  void accountPages() {
    var body =
        "{\"mchid\":\"19000001%s8\",\"appids\":[\"wx8888888888888888\"],\"v2\":{\"key\":\"%s\"}}";
    for (var name : List.of("page1", "page2")) {
      var put = body.formatted(name.charAt(4), "0123456789abcdef0123456789abcdef");
      assertThat(server.admin("PUT", "/api/v1/accounts/" + name, put).statusCode()).isEqualTo(201);
    }
    var all = json(server.admin("GET", "/api/v1/accounts", "")).get("items");
    var paged = new ArrayList<String>();
    for (String cursor = ""; cursor != null; ) {
      var page = json(server.admin("GET", "/api/v1/accounts?limit=1" + cursor, ""));
      assertThat(page.get("items")).hasSize(1);
      paged.add(page.get("items").get(0).get("account").asString());
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
    }

    assertThat(paged)
        .isSorted()
        .contains("page1", "page2")
        .isEqualTo(all.valueStream().map(a -> a.get("account").asString()).toList());
    assertProblem(server.admin("GET", "/api/v1/accounts?cursor=A!", ""), 400, "invalid-request");
    assertProblem(server.admin("GET", "/api/v1/accounts?limit=0", ""), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz",
        "GET /a%00b",
        "GET /a\u0000b",
        "GET /a\\b",
        "GET /%c0%af",
        "GET /a%2fb",
        "GET /../../a",
        "TRACE /api/v1/accounts",
        "PUT /api/v1/accounts/shop/orders/..",
        "GET http://a b/"
      })
  @DisplayName("What the container itself refuses is a problem document or nothing, never a page")
  void noPages(String start) throws Exception {
    try (var socket = new Socket("127.0.0.1", server.adminUri().getPort())) {
      socket.setSoTimeout(15_000);
      socket
          .getOutputStream()
          .write(
              (start + " HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).matches("(?s)HTTP/1.1 (400|401|405) .*");
      assertThat(answer).doesNotContainIgnoringCase("<html").doesNotContainIgnoringCase("tomcat");
      var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      if (!body.isEmpty()) {
        assertThat(answer).contains("Content-Type: application/problem+json");
        assertThat(body).contains("\"type\":\"urn:paybell:problem:").contains("\"status\":4");
      }
    }
  }

  @Test
  @DisplayName("An account is put and shown with its notify_url, and never with a secret")
  void accounts() {
    var body =
        "{\"mchid\":\"1900000109\",\"appids\":[\"wx8888888888888888\"],\"v2\":{\"key\":\"0123456789abcdef0123456789abcdef\"}}";
    var created = server.admin("PUT", "/api/v1/accounts/cafe", body);

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    var account = json(created);
    var token = account.get("notify_token").asString();
    assertThat(token).hasSizeGreaterThanOrEqualTo(16);
    assertThat(account.get("notify_url").asString())
        .isEqualTo("https://pay.example.com/notify/" + token);
    assertThat(account.get("origin").asString()).isEqualTo("database");
    assertThat(account.get("secrets").get(0).get("field").asString()).isEqualTo("v2.key");
    assertThat(created.body()).doesNotContain("0123456789abcdef");
    assertThat(server.admin("PUT", "/api/v1/accounts/cafe", body).statusCode()).isEqualTo(200);
    assertThat(
            json(server.admin("GET", "/api/v1/accounts/cafe", "")).get("notify_token").asString())
        .isEqualTo(token);
    assertThat(server.admin("GET", "/api/v1/accounts", "").body())
        .contains("\"account\":\"cafe\"")
        .contains("\"account\":\"shop\"")
        .doesNotContain(KEY);
  }

  @Test
  @DisplayName(
      "An account of the file is changed there; what does not hold is 400 with every error")
  void accountErrors() {
    assertProblem(
        server.admin("PUT", "/api/v1/accounts/shop", "{\"mchid\":\"1\",\"v2\":{}}"),
        409,
        "account-held-by-file");
    var invalid =
        server.admin(
            "PUT", "/api/v1/accounts/other", "{\"mchid\":\"x\",\"v2\":{\"key\":\"short\"}}");
    assertProblem(invalid, 400, "invalid-request");
    assertThat(json(invalid).get("errors").size()).isGreaterThanOrEqualTo(2);
    assertProblem(server.admin("PUT", "/api/v1/accounts/other", "{}"), 400, "invalid-request");
    assertProblem(
        server.admin("PUT", "/api/v1/accounts/Other", "{\"mchid\":\"1\"}"), 400, "invalid-request");
    assertProblem(
        server.admin(
            "PUT",
            "/api/v1/accounts/other",
            "{\"mchid\":\"1\",\"v2\":{\"key\":\"file:/etc/passwd\"}}"),
        400,
        "invalid-request");
  }
}
