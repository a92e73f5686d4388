package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code paybell simulate}, as at a terminal. */
class SimulateCommandTest {
  @TempDir Path folder;

  @Test
  @DisplayName("It says where it is and with which keys, shows what happens, and stops with 0")
  void greets() throws Exception {
    var config =
        Files.writeString(
            folder.resolve("scenario.yml"),
            "rules: { query-lag: 2s }\nseed: 5\nfaults: [duplicate]\n");
    try (var simulator =
        Commanded.run("simulate", "--port", "0", "--seed", "7", "--config", config.toString())) {
      var said = simulator.said("Ctrl-C");

      assertThat(said)
          .contains("1900000109", "TestKeyForSimulatorOnly000000001", "7, speed 1")
          .contains("setApiHostUrl", "SetProxyHost", "RoundTrip", "OkHttpClient", "/etc/hosts");
      var page = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/").matcher(said);
      assertThat(page.find()).isTrue();
      var rules =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(page.group() + "sim/rules")).build(),
                  BodyHandlers.ofString());
      assertThat(rules.body()).contains("\"query-lag\":2");
      assertThat(simulator.stop()).isZero();
      assertThat(simulator.complained()).isEmpty();
    }
  }

  @Test
  @DisplayName("With --client it shows how to point this one at it, and no other")
  void oneClient() throws Exception {
    try (var simulator = Commanded.run("simulate", "--port", "0", "--client", "gopay")) {
      assertThat(simulator.said("Ctrl-C")).contains("SetProxyHost").doesNotContain("setApiHostUrl");
    }
  }

  @Test
  @DisplayName("With https it makes a local CA where the file says, and names what to trust")
  void tls() throws Exception {
    var config =
        Files.writeString(
            folder.resolve("tls.yml"), "tls-port: 0\nca-directory: " + folder.resolve("ca"));
    try (var simulator = Commanded.run("simulate", "--port", "0", "--config", config.toString())) {
      assertThat(simulator.said("Ctrl-C"))
          .contains("https://127.0.0.1:")
          .contains(folder.resolve("ca").resolve("ca.pem").toString())
          .contains("apiclient_cert.p12 (password 1900000109)")
          .contains("Ctrl-C stops it");
      assertThat(folder.resolve("ca").resolve("apiclient_cert.p12")).isNotEmptyFile();
    }
  }

  @Test
  @DisplayName("A file that is wrong is 1 and one sentence with its line")
  void wrongFile() throws Exception {
    var config = Files.writeString(folder.resolve("a.yml"), "seed: 1\nspeeed: 2\n");
    try (var simulator = Commanded.run("simulate", "--config", config.toString())) {
      assertThat(simulator.stop()).isEqualTo(1);
      assertThat(simulator.complained())
          .isEqualToIgnoringNewLines(
              "paybell: " + config + " line 2: no setting \"speeed\"; the nearest is \"speed\"");
    }
  }

  @Test
  @DisplayName("Options that cannot be are 2")
  void usage() throws Exception {
    try (var simulator = Commanded.run("simulate", "--speed", "fast")) {
      assertThat(simulator.stop()).isEqualTo(2);
      assertThat(simulator.complained()).contains("\"manual\"");
    }
    try (var simulator = Commanded.run("simulate", "--client", "wxjav")) {
      assertThat(simulator.stop()).isEqualTo(2);
      assertThat(simulator.complained()).contains("wxjava");
    }
  }
}
