package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.RawRetention;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.RunningServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the admin API says of a body that is no longer kept. */
class PrunedTest {
  private static final Duration KEPT = Duration.ofDays(180);
  private static final Clock LATER =
      Clock.fixed(Instant.parse("2300-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  @DisplayName("A body that is pruned is 410, to see and to reapply; the notification stays")
  void gone() throws Exception {
    var options = TestStores.SQLITE.create();
    try (var server =
            RunningServer.start(
                folder,
                """
                accounts:
                  shop:
                    mchid: "%s"
                    notify-token: %s
                    v2: { key: MadeUpV2Key000000000000000000001 }
                """
                    .formatted(TestPlatform.MCHID, TestPlatform.SHOP_TOKEN),
                options.url(),
                "",
                "");
        var store = Store.open(options)) {
      server.admin(
          "PUT",
          "/api/v1/accounts/shop/orders/ORDER00001",
          "{\"amount\":{\"total\":100,\"currency\":\"CNY\"}}");
      var sent = TestPlatform.v2Paid("ORDER00001", "T1", 100);
      server.listener("POST", "/notify/" + sent.token(), sent.body());
      var listed = json(server.admin("GET", "/api/v1/notifications", "")).get("items").get(0);
      var path = "/api/v1/notifications/" + listed.get("id").asString();
      assertThat(server.admin("GET", path + "/raw", "").statusCode()).isEqualTo(200);
      assertThat(server.admin("POST", path + "/reapply", "").statusCode()).isEqualTo(200);

      assertThat(new RawRetention(store, LATER).run(KEPT)).isOne();

      for (var gone :
          new HttpResponse<?>[] {
            server.admin("GET", path + "/raw", ""), server.admin("POST", path + "/reapply", "")
          }) {
        assertThat(gone.statusCode()).as(gone.toString()).isEqualTo(410);
        assertThat(gone.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = JsonMapper.shared().readTree(String.valueOf(gone.body()));
        assertThat(problem.get("type").asString()).isEqualTo("urn:paybell:problem:body-pruned");
        assertThat(problem.get("detail").asString()).contains("2300-01-01");
      }
      var kept = server.admin("GET", path, "");
      assertThat(kept.statusCode()).isEqualTo(200);
      assertThat(json(kept).get("out_trade_no").asString()).isEqualTo("ORDER00001");
      assertThat(
              json(server.admin("GET", "/api/v1/accounts/shop/orders/ORDER00001", ""))
                  .get("trade_state")
                  .asString())
          .isEqualTo("SUCCESS");
    }
  }
}
