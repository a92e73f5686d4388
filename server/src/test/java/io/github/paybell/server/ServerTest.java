package io.github.paybell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.settings.SettingsSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping the whole, and what changes while it runs. */
class ServerTest {
  private static final String SHOP =
      """
      accounts:
        shop:
          mchid: "1999999901"
          notify-token: token-of-the-shop
          v2: { key: TestKeyForSimulatorOnly000000001 }
      """;

  @TempDir Path folder;

  @Test
  @DisplayName("Without a configured token one is generated, mode 600, the same at the next start")
  void generatedToken() throws Exception {
    var file = folder.resolve("data/admin-token");
    String token;
    try (var server = withoutToken()) {
      token = Files.readString(file).strip();
      assertThat(token).hasSize(43);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(accounts(server, token)).isEqualTo(200);
      assertThat(accounts(server, RunningServer.TOKEN)).isEqualTo(401);
    }
    try (var server = withoutToken()) {
      assertThat(accounts(server, token)).isEqualTo(200);
    }
  }

  private RunningServer withoutToken() {
    return RunningServer.start(
        folder, SHOP, Map.of("paybell.admin.token", ""), Map.of(), List.of());
  }

  private static int accounts(RunningServer server, String token) {
    return server
        .send(
            HttpRequest.newBuilder(server.adminUri().resolve("/api/v1/accounts"))
                .header("Authorization", "Bearer " + token))
        .statusCode();
  }

  @Test
  @DisplayName("healing.enabled: false leaves the timers to another process on the database")
  void withoutHealing() throws Exception {
    RunningServer.start(
            folder, SHOP, Map.of("paybell.healing.enabled", "false"), Map.of(), List.of())
        .close();
    assertThat(timers()).isZero();

    try (var server = RunningServer.start(folder, SHOP)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> timers() > 0);
    }
  }

  private int timers() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/paybell.sqlite"));
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from paybell_timer")) {
      return row.getInt(1);
    }
  }

  @Test
  @DisplayName("Every setting works by environment alone, an account included")
  void byEnvironment() {
    try (var server =
        RunningServer.start(
            folder,
            "acknowledge: recorded",
            Map.of("paybell.admin.token", ""),
            Map.of(
                "PAYBELL_ADMIN_TOKEN", "token-by-environment",
                "PAYBELL_NOTIFY_BASE_URL", "https://pay.example.com",
                "PAYBELL_ACCOUNTS_CAFE_MCHID", "1900000109",
                "PAYBELL_ACCOUNTS_CAFE_NOTIFY_TOKEN", "token-of-the-cafe",
                "PAYBELL_ACCOUNTS_CAFE_V2_KEY", "0123456789abcdef0123456789abcdef"),
            List.of())) {
      assertThat(accounts(server, "token-by-environment")).isEqualTo(200);
      assertThat(server.engine().accounts().byToken("token-of-the-cafe")).isNotNull();
    }
  }

  @Test
  @DisplayName("Accounts are read again when the file changes; what cannot be used changes nothing")
  void accountsAgain() throws Exception {
    try (var server = RunningServer.start(folder, SHOP)) {
      RunningServer.write(
          folder, SHOP.replace("shop:", "store:").replace("of-the-shop", "of-the-store"));
      eventually(() -> server.engine().accounts().byToken("token-of-the-store") != null);
      assertThat(server.engine().accounts().byToken("token-of-the-shop")).isNull();

      RunningServer.write(folder, SHOP.replace("key:", "kee:"));
      var watch =
          AccountsWatch.start(
              new SettingsSource(folder.resolve("paybell.yml"), Map.of(), Map.of()),
              folder.resolve("paybell.yml"),
              server.engine().accounts()::configure);
      RunningServer.write(folder, SHOP.replace("mchid: \"1999999901\"", "mchid: abc"));
      watch.look();
      watch.close();
      assertThat(server.engine().accounts().byToken("token-of-the-store")).isNotNull();
    }
  }

  private static void eventually(java.util.function.BooleanSupplier condition) {
    long until = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName(
      "GET /healthz is 200 while the admin API and the store are ready, and 503 when the store is"
          + " gone")
  void health() {
    try (var server = RunningServer.start(folder, SHOP)) {
      assertThat(server.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(server.admin("GET", "/actuator/health/readiness", "").statusCode()).isEqualTo(200);

      server.engine().close();

      eventually(() -> server.listener("GET", "/healthz", new byte[0]).statusCode() == 503);
      assertThat(server.admin("GET", "/actuator/health/readiness", "").statusCode()).isEqualTo(503);
      assertThat(server.admin("GET", "/actuator/health/liveness", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName(
      "GET /healthz is 503 while somebody else holds SQLite's write lock, and 200 soon after;"
          + " liveness is 200 throughout")
  void nothingCanBeStored() throws Exception {
    try (var server = RunningServer.start(folder, SHOP);
        var other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/paybell.sqlite"));
        var lock = other.createStatement()) {
      lock.execute("begin immediate");
      server.admin("PUT", "/api/v1/accounts/shop/orders/ORDER0001", "{\"amount\":{\"total\":1}}");

      eventually(() -> server.listener("GET", "/healthz", new byte[0]).statusCode() == 503);
      assertThat(server.admin("GET", "/actuator/health/readiness", "").statusCode()).isEqualTo(503);
      assertThat(server.admin("GET", "/actuator/health/liveness", "").statusCode()).isEqualTo(200);

      lock.execute("rollback");
      eventually(() -> server.listener("GET", "/healthz", new byte[0]).statusCode() == 200);
    }
  }

  @Test
  @DisplayName("A second process on the same folder is told so, and the first goes on")
  void oneProcessPerFolder() {
    try (var first = RunningServer.start(folder, SHOP)) {
      assertThatThrownBy(() -> RunningServer.start(folder, SHOP))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("another process has the data directory")
          .hasMessageContaining("--data-dir");
      assertThat(first.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
    }
    // The folder is free again.
    RunningServer.start(folder, SHOP).close();
  }

  @Test
  @DisplayName("A store.url of MySQL Connector/J works as copied from a shop's application.yml")
  void connectorUrl() {
    var store = TestStores.MYSQL.create();
    var url =
        store.url().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:")
            + "?useUnicode=true&characterEncoding=utf8&serverTimezone=Asia/Shanghai&useSSL=false"
            + "&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true";
    var settings =
        Map.of(
            "paybell.store.url", url, "paybell.store.username", String.valueOf(store.username()));
    try (var server = RunningServer.start(folder, SHOP, settings, Map.of(), List.of())) {
      assertThat(server.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(
              server.admin(
                  "PUT", "/api/v1/accounts/shop/orders/ORDER0001", "{\"amount\":{\"total\":1}}"))
          .extracting(answer -> answer.statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  @DisplayName("A start that fails says why in one sentence and leaves nothing open")
  void failedStarts() throws Exception {
    fails(
        SHOP.replace("TestKeyForSimulatorOnly000000001", "short"),
        Map.of(),
        "accounts.shop.v2.key");
    fails(SHOP, Map.of("paybell.store.url", "jdbc:mysql://me:x@db/x"), "store.username");
    fails(SHOP, Map.of("paybell.admin.token", "short"), "16 to 256 visible ASCII characters");
    fails(SHOP, Map.of("paybell.admin.token", "file:" + folder + "/none"), "paybell.admin.token");
    fails(
        SHOP, Map.of("paybell.notify.trusted-proxies", "proxy"), "paybell.notify.trusted-proxies");
    Files.writeString(folder.resolve("file"), "");
    fails(SHOP, Map.of("paybell.data-dir", folder + "/file"), "must be a folder");
    try (var taken = new ServerSocket(0)) {
      var port = String.valueOf(taken.getLocalPort());
      fails(
          SHOP,
          Map.of("paybell.admin.port", port, "paybell.admin.host", "0.0.0.0"),
          "paybell.admin.port");
      fails(
          SHOP,
          Map.of("paybell.notify.port", port, "paybell.notify.host", "0.0.0.0"),
          "paybell.notify.port");
    }
    RunningServer.start(folder, SHOP).close();
  }

  @Test
  @DisplayName("A notify_url that WeChat Pay does not take is refused at start, naming the rule")
  void notifyUrl() {
    var wechat = "https://api.mch.weixin.qq.com";
    fails(
        SHOP,
        Map.of(
            "paybell.notify.base-url", "http://pay.example.com", "paybell.wechat.base-url", wechat),
        "begin with https");
    fails(
        SHOP,
        Map.of("paybell.notify.base-url", "https://192.168.0.7", "paybell.wechat.base-url", wechat),
        "from the internet");
    var simulated =
        Map.of(
            "paybell.notify.base-url", "http://localhost:8080",
            "paybell.wechat.base-url", "http://localhost:9090");
    RunningServer.start(folder, SHOP, simulated, Map.of(), List.of()).close();
  }

  @Test
  @DisplayName("A subscriber that cannot be told is said at start, by its name")
  void subscribers() throws IOException {
    var secret = "whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdHMtMDAwMDAwMDE=";
    var url = "paybell.subscribers.desk.url";
    var key = "paybell.subscribers.desk.secret";
    fails(
        SHOP,
        Map.of(url, "http://desk.example.com/in", key, secret),
        "paybell.subscribers.desk: the URL of a webhook must begin with https");
    fails(
        SHOP,
        Map.of(url, "https://192.168.0.7/in", key, secret),
        "delivery.allow-private-addresses is false");
    Files.writeString(folder.resolve("secret"), "sesame");
    fails(
        SHOP,
        Map.of(url, "https://desk.example.com/in", key, "file:" + folder.resolve("secret")),
        "paybell.subscribers.desk.secret: the secret of a webhook is whsec_");
    fails(
        SHOP,
        Map.of(url, "https://desk.example.com/in", key, "file:" + folder.resolve("none")),
        "paybell.subscribers.desk.secret: cannot read file");
    // The folder is free, and one that can be told starts.
    RunningServer.start(
            folder,
            SHOP,
            Map.of(url, "https://desk.example.com/in", key, secret),
            Map.of(),
            List.of())
        .close();
  }

  private void fails(String yaml, Map<String, String> settings, String said) {
    assertThatThrownBy(() -> RunningServer.start(folder, yaml, settings, Map.of(), List.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(said);
  }

  @Test
  @DisplayName("The example of the first run works as the README shows it")
  void firstRun() throws IOException {
    var examples = Path.of("../examples");
    var yaml = Files.readString(examples.resolve("first-run.yml"));
    var file = Files.writeString(folder.resolve("first-run.yml"), yaml);
    var settings =
        Map.of(
            "paybell.notify.port",
            "0",
            "paybell.admin.port",
            "0",
            "paybell.admin.token",
            RunningServer.TOKEN,
            "paybell.data-dir",
            folder.resolve("data").toString());
    try (var server = RunningServer.of(new SettingsSource(file, settings, Map.of()))) {
      var order = "/api/v1/accounts/shop/orders/SIM20260105000001";
      assertThat(server.admin("PUT", order, "{\"amount\":{\"total\":8800}}").statusCode())
          .isEqualTo(201);
      var reply =
          server.listener(
              "POST",
              "/notify/first-run-token-0001",
              Files.readAllBytes(examples.resolve("first-run-notification.xml")));
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).contains("<return_code><![CDATA[SUCCESS]]></return_code>");
      assertThat(server.admin("GET", order, "").body())
          .contains("\"trade_state\":\"SUCCESS\"")
          .contains("\"transaction_id\":\"4200009001202601050000000001\"");
    }
  }
}
