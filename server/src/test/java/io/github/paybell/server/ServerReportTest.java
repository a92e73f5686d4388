package io.github.paybell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start warns of because somebody else may read or guess it. */
class ServerReportTest {
  private static final String GOOD = "9f2c4be17d60a835c1e4";

  @TempDir Path folder;

  private List<String> exposed(String token, Map<String, String> settings) {
    var file = RunningServer.write(folder, "data-dir: " + folder);
    var source = new SettingsSource(file, settings, Map.of());
    return ServerReport.exposed(source.read().settings(), Map.of("shop", token));
  }

  @Test
  @DisplayName(
      "SILENT_SECRETS: an admin API on the network, guessable tokens and http to a public"
          + " address are warned of, without the token")
  void warned() {
    var warnings =
        exposed(
            "a".repeat(16),
            Map.of(
                "paybell.admin.host", "0.0.0.0",
                "paybell.admin.token", "aaaaaaaabbbbbbbb",
                "paybell.wechat.base-url", "http://8.8.8.8"));

    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(0)).contains("admin.host is 0.0.0.0", "http");
    assertThat(warnings.get(1)).contains("admin.token can be guessed");
    assertThat(warnings.get(2)).contains("account shop: its notify-token can be guessed");
    assertThat(warnings.get(3)).contains("wechat.base-url is plain http");
    assertThat(warnings.toString()).doesNotContain("aaaaaaaa");
  }

  @Test
  @DisplayName("Nothing is warned of for the defaults, and for a simulator on this machine or net")
  void quiet() {
    assertThat(exposed(GOOD, Map.of("paybell.admin.token", GOOD))).isEmpty();
    for (var wechat :
        List.of("http://127.0.0.1:9090", "http://10.1.2.3", "http://simulator:9090")) {
      assertThat(exposed(GOOD, Map.of("paybell.wechat.base-url", wechat))).isEmpty();
    }
  }
}
