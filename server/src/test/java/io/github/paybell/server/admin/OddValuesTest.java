package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.RunningServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Values that a caller may send and PostgreSQL cannot hold, and statements that it refuses. */
class OddValuesTest {
  @TempDir static Path folder;
  private static StoreOptions store;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    store = TestStores.POSTGRESQL.create();
    server =
        RunningServer.start(
            folder,
            """
            accounts:
              shop:
                mchid: "1999999901"
                appids: [wxtest000000000001]
                notify-token: token-of-the-shop
                v2: { key: TestKeyForSimulatorOnly000000001 }
            """,
            store.url(),
            "postgres",
            "");
  }

  @AfterAll
  static void stop() {
    // Not started where this run leaves PostgreSQL out.
    if (server != null) {
      server.close();
    }
  }

  private static void assertInvalid(HttpResponse<String> answer, String named) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("urn:paybell:problem:invalid-request", named);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/notifications?account=",
        "/notifications?out_trade_no=",
        "/notifications?verdict=",
        "/rejections?reason=",
        "/problems?account=",
        "/events?out_trade_no=",
        "/deliveries?subscriber=",
        "/accounts/shop/orders/",
        "/accounts/"
      })
  @DisplayName("IN_TIME: the character U+0000 in a path or query is the caller's error, no outage")
  void nulInQuery(String path) {
    var answer = server.admin("GET", "/api/v1" + path + "a%00b", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }

  @Test
  @DisplayName("IN_TIME: the character U+0000 in a body is the caller's error, and named")
  void nulInBody() {
    assertInvalid(
        server.admin(
            "POST",
            "/api/v1/problems/" + UUID.randomUUID() + "/resolve",
            "{\"action\":\"dismiss\",\"note\":\"a\\u0000b\"}"),
        "note must not contain the character U+0000");
    assertInvalid(
        server.admin(
            "PUT",
            "/api/v1/accounts/cafe",
            "{\"mchid\":\"1900000109\",\"appids\":[\"wx1\\u0000\"]}"),
        "appids[0] must not contain the character U+0000");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "-999999999-01-01T00:00:00%2B18:00",
    "%2B999999999-12-31T23:59:59-18:00",
    "1969-12-31T23:59:59Z",
    "10000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z"
  })
  @DisplayName("A time that no store holds is the caller's error, in a query and in a body")
  void times(String written) {
    var time = written.replace("%2B", "+");

    assertInvalid(server.admin("GET", "/api/v1/deliveries?since=" + written, ""), "since");
    assertInvalid(server.admin("GET", "/api/v1/deliveries?until=" + written, ""), "until");
    assertInvalid(
        server.admin("POST", "/api/v1/deliveries/redeliver", "{\"since\":\"%s\"}".formatted(time)),
        "since");
    assertInvalid(
        server.admin(
            "PUT",
            "/api/v1/accounts/shop/orders/ODD-TIME",
            "{\"amount\":{\"total\":1},\"expires_at\":\"%s\"}".formatted(time)),
        "expires_at");
  }

  @Test
  @DisplayName("The first and the last time that a store holds are taken")
  void borders() {
    for (var time : new String[] {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
      var query = "/api/v1/deliveries?since=" + time + "&until=" + time;
      assertThat(server.admin("GET", query, "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName(
      "A statement that the database refuses is told as a fault, with the id that the log has, and"
          + " not as an outage that ends by itself")
  void refused() throws Exception {
    try (var other = Store.open(store)) {
      rename(other, "paybell_rejection", "paybell_rejection_away");
      try {
        var answer = server.admin("GET", "/api/v1/rejections", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        var document = JsonMapper.shared().readTree(answer.body());
        assertThat(document.get("type").asString()).isEqualTo("urn:paybell:problem:internal-error");
        assertThat(document.get("detail").asString())
            .contains(document.get("log_id").asString())
            .doesNotContain("paybell_rejection");
      } finally {
        rename(other, "paybell_rejection_away", "paybell_rejection");
      }
    }
  }

  private static void rename(Store store, String from, String to) throws Exception {
    store.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute("alter table " + from + " rename to " + to);
          }
        });
  }
}
