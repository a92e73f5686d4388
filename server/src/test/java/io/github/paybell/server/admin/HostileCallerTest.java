package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller with the token who tries what the admin API is not for. */
class HostileCallerTest {
  private static final String ORDER = "/api/v1/accounts/shop/orders/STAYS00001";

  private static final List<String> PAYLOADS =
      List.of(
          "' or '1'='1",
          "' or 1=1 --",
          "'; drop table paybell_order; --",
          "'; delete from paybell_order where ''='",
          "\" or \"\"=\"",
          "') or ('1'='1",
          "' union select null --",
          "'/**/or/**/1=1#",
          "\\'; drop table paybell_order; --",
          "'||(select version())||'",
          "1; select pg_sleep(5)",
          "' and sleep(5) and '",
          "$$; drop table paybell_order; $$",
          "%' or '%'='",
          "_",
          "%",
          ":account");

  private static final List<String> PARAMETERS =
      List.of(
          "/deliveries?account=",
          "/deliveries?subscriber=",
          "/deliveries?state=",
          "/deliveries?type=",
          "/deliveries?since=",
          "/deliveries?cursor=",
          "/deliveries?limit=",
          "/events?account=",
          "/events?out_trade_no=",
          "/events?type=",
          "/events?cursor=",
          "/notifications?account=",
          "/notifications?out_trade_no=",
          "/notifications?verdict=",
          "/notifications?cursor=",
          "/problems?account=",
          "/problems?state=",
          "/problems?cursor=",
          "/rejections?account=",
          "/rejections?out_trade_no=",
          "/rejections?reason=",
          "/accounts/",
          "/accounts/shop/orders/",
          "/accounts/shop/refunds/");

  @TempDir static Path embeddedFolder;
  @TempDir static Path postgresqlFolder;
  private static RunningServer embedded;
  private static RunningServer postgresql;

  @BeforeAll
  static void start() {
    var store = TestStores.POSTGRESQL.create();
    embedded = RunningServer.start(embeddedFolder, SHOP);
    postgresql = RunningServer.start(postgresqlFolder, SHOP, store.url(), "postgres", "");
    servers()
        .forEach(
            server ->
                assertThat(
                        server
                            .admin(
                                "PUT", ORDER, "{\"amount\":{\"total\":100,\"currency\":\"CNY\"}}")
                            .statusCode())
                    .isEqualTo(201));
  }

  private static final String SHOP =
      """
      accounts:
        shop:
          mchid: "1999999901"
          appids: [wxtest000000000001]
          notify-token: token-of-the-shop
          v2: { key: TestKeyForSimulatorOnly000000001 }
      """;

  @AfterAll
  static void stop() {
    // None was started where this run leaves PostgreSQL out.
    Stream.of(embedded, postgresql).filter(Objects::nonNull).forEach(RunningServer::close);
  }

  private static List<RunningServer> servers() {
    return List.of(embedded, postgresql);
  }

  private static List<String> parameters() {
    return PARAMETERS;
  }

  @ParameterizedTest
  @MethodSource("parameters")
  @DisplayName("FORGERY_INERT: SQL in a path or query is a value that nothing has, or an error")
  void injection(String parameter) {
    for (var server : servers()) {
      for (var payload : PAYLOADS) {
        var answer =
            server.admin(
                "GET",
                "/api/v1"
                    + parameter
                    + URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20"),
                "");

        assertThat(answer.statusCode())
            .as("%s%s %s", parameter, payload, answer.body())
            .isIn(200, 400, 404);
        if (answer.statusCode() == 200) {
          assertThat(answer.body()).as(payload).contains("\"items\":[]");
        }
      }
      assertThat(server.admin("GET", ORDER, "").body()).contains("\"trade_state\":\"NOTPAY\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":{\"total\":1,\"total\":2}}",
        "{\"amount\":{\"total\":1},\"amount\":{\"total\":2}}",
        "{\"amount\":{\"total\":1,\"\\u0074otal\":2}}",
        "{\"amount\":{\"total\":1e400}}",
        "{\"amount\":{\"total\":1.0}}",
        "{\"amount\":{\"total\":1}}{\"amount\":{\"total\":2}}",
        "{\"amount\":{\"total\":1}} x",
        "[{\"amount\":{\"total\":1}}]",
        "\"text\"",
        "null",
        ""
      })
  @DisplayName("AMOUNT_GUARD: JSON that can be read in two ways is read in none: 400")
  void json(String body) {
    assertRefused(embedded.admin("PUT", "/api/v1/accounts/shop/orders/JSON000001", body));
  }

  @Test
  @DisplayName("BOUNDED: JSON as deep or as long as it likes is 400")
  void endlessJson() {
    for (var body :
        List.of(
            "[".repeat(100_000),
            "{\"amount\":".repeat(10_000),
            "{\"amount\":{\"total\":" + "9".repeat(100_000) + "}}")) {
      assertRefused(embedded.admin("PUT", "/api/v1/accounts/shop/orders/JSON000002", body));
    }
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "api-v3-key"})
  @DisplayName("SILENT_SECRETS: a file of the server is not read for a caller")
  void file(String member) {
    var version = member.equals("key") ? "v2" : "v3";
    var answer =
        embedded.admin(
            "PUT",
            "/api/v1/accounts/thief",
            "{\"mchid\":\"1900000109\",\"appids\":[\"wx8888888888888888\"],\"%s\":{\"%s\":\"file:/etc/hostname\"}}"
                .formatted(version, member.replace('-', '_')));

    assertRefused(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/threaddump",
        "/actuator/loggers",
        "/actuator/beans",
        "/actuator/configprops",
        "/actuator/mappings",
        "/actuator/shutdown",
        "/actuator/httpexchanges",
        "/actuator/scheduledtasks",
        "/error",
        "/v3/api-docs",
        "/swagger-ui.html",
        "/h2-console"
      })
  @DisplayName("SILENT_SECRETS: what Spring could show of the inside is not there")
  void inside(String path) {
    assertThat(embedded.admin("GET", path, "").statusCode()).isEqualTo(404);
  }
}
