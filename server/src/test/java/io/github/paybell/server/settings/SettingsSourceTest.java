package io.github.paybell.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsSourceTest {
  @TempDir Path folder;

  private SettingsSource.Read read(String yaml, Map<String, String> environment) {
    try {
      var file = Files.writeString(folder.resolve("paybell.yml"), yaml);
      return new SettingsSource(file, Map.of(), environment).read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private SettingsSource.Read read(String yaml) {
    return read(yaml, Map.of());
  }

  @Test
  @DisplayName("Without a file everything has its default")
  void defaults() {
    var settings = new SettingsSource(null, Map.of(), Map.of()).read().settings();

    assertThat(settings.notifyListener().host()).isEqualTo("0.0.0.0");
    assertThat(settings.notifyListener().port()).isEqualTo(8080);
    assertThat(settings.notifyListener().baseUrl()).isNull();
    assertThat(settings.notifyListener().trustedProxies()).isEmpty();
    assertThat(settings.admin().host()).isEqualTo("127.0.0.1");
    assertThat(settings.admin().port()).isEqualTo(8081);
    assertThat(settings.admin().token()).isNull();
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("paybell-data").toAbsolutePath());
    assertThat(settings.store().url()).isNull();
    assertThat(settings.wechat().isWechat()).isTrue();
    assertThat(settings.accounts()).isEmpty();
    assertThat(settings.healing().options())
        .isEqualTo(
            new HealingOptions(
                Ladder.standard(),
                20,
                new Policies(MoneyPolicy.HOLD, MoneyPolicy.HOLD),
                LocalTime.of(10, 30),
                Duration.ofMinutes(30),
                Duration.ofDays(400)));
  }

  @Test
  @DisplayName("Healing is read key by key; a time that YAML takes for a number is the same time")
  void healing() {
    var expected =
        new HealingOptions(
            new Ladder(List.of(Duration.ofMillis(500), Duration.ofHours(2))),
            600,
            new Policies(MoneyPolicy.REFUND, MoneyPolicy.ACCEPT),
            LocalTime.of(11, 5),
            Duration.ofHours(1),
            Duration.ofDays(30));
    for (var billAt : List.of("\"11:05\"", "11:05")) {
      var settings =
          read("""
          paybell:
            healing:
              ladder: [500ms, 2h]
              queries-per-second: 600
              late-payment: refund
              duplicate-payment: accept
              bill-at: %s
              silence: 1h
              retention: 30d
          """
                  .formatted(billAt))
              .settings();
      assertThat(settings.healing().options()).as(billAt).isEqualTo(expected);
    }
    assertThat(
            read(
                    "paybell: { acknowledge: recorded }",
                    Map.of(
                        "PAYBELL_HEALING_LADDER", "500ms,2h",
                        "PAYBELL_HEALING_QUERIES_PER_SECOND", "600",
                        "PAYBELL_HEALING_LATE_PAYMENT", "refund",
                        "PAYBELL_HEALING_DUPLICATE_PAYMENT", "accept",
                        "PAYBELL_HEALING_BILL_AT", "11:05",
                        "PAYBELL_HEALING_SILENCE", "1h",
                        "PAYBELL_HEALING_RETENTION", "30d"))
                .settings()
                .healing()
                .options())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("The file of the design is read key by key")
  void wholeFile() {
    var read =
        read(
            """
            paybell:
              notify:   { host: 0.0.0.0, port: 9080, base-url: https://pay.example.com/, trusted-proxies: [10.0.0.0/8, "::1"] }
              admin: { host: 127.0.0.1, port: 9081, token: a-token-of-16-chars }
              data-dir: ./elsewhere
              master-key: file:master.hex
              store:  { url: "jdbc:postgresql://db/paybell", username: paybell, password: secret }
              wechat: { base-url: "http://localhost:9090" }
              acknowledge: recorded
              accounts:
                shop:
                  mchid: "0900000109"
                  appids: [wx8888888888888888]
                  sub-mchids: []
                  notify-token: token-of-the-shop
                  late-payment: refund
                  duplicate-payment: hold
                  v2: { key: k2, previous-keys: [k1, k0], certificate: "file:a.p12", certificate-password: p }
                  v3:
                    api-v3-key: k3
                    previous-api-v3-keys: []
                    merchant-serial: 5157F09EFDC096DE15EBE81A47057A72
                    merchant-private-key: file:key.pem
                    platform-keys: { 7D03FE: file:a.pem, PUB_KEY_ID_0114232134912410000000000000: file:b.pem }
            """);

    var settings = read.settings();
    assertThat(settings.notifyListener().baseUrl()).isEqualTo("https://pay.example.com");
    assertThat(settings.notifyListener().trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(settings.admin().token().value("x")).isEqualTo("a-token-of-16-chars");
    assertThat(settings.masterKey().written()).isEqualTo("file:master.hex");
    assertThat(settings.store().options(folder).password()).isEqualTo("secret");
    assertThat(settings.wechat().isWechat()).isFalse();
    assertThat(read.accounts())
        .containsExactly(
            new AccountSettings(
                "shop",
                "0900000109",
                List.of("wx8888888888888888"),
                List.of(),
                "token-of-the-shop",
                new AccountSettings.V2(
                    Secret.of("k2"),
                    List.of(Secret.of("k1"), Secret.of("k0")),
                    Secret.of("file:a.p12"),
                    Secret.of("p")),
                new AccountSettings.V3(
                    Secret.of("k3"),
                    List.of(),
                    "5157F09EFDC096DE15EBE81A47057A72",
                    Secret.of("file:key.pem"),
                    Map.of(
                        "7D03FE", "file:a.pem",
                        "PUB_KEY_ID_0114232134912410000000000000", "file:b.pem")),
                "refund",
                "hold"));
    assertThat(read.toString())
        .doesNotContain("secret")
        .doesNotContain("k2")
        .doesNotContain("a-token");
  }

  @Test
  @DisplayName(
      "Every key is also an environment variable, accounts included, and it wins over the file")
  void environment() {
    var read =
        read(
            "paybell: { notify: { port: 1 }, accounts: { shop: { mchid: '1' } } }",
            Map.of(
                "PAYBELL_NOTIFY_PORT", "7001",
                "PAYBELL_NOTIFY_BASE_URL", "https://pay.example.com",
                "PAYBELL_NOTIFY_TRUSTED_PROXIES", "10.0.0.1,10.0.0.2",
                "PAYBELL_DATA_DIR", "/var/lib/paybell",
                "PAYBELL_ACCOUNTS_SHOP_MCHID", "1900000109",
                "PAYBELL_ACCOUNTS_SHOP_NOTIFY_TOKEN", "token-of-the-shop",
                "PAYBELL_ACCOUNTS_SHOP_V2_KEY", "k2",
                "PAYBELL_ACCOUNTS_SHOP_V2_PREVIOUS_KEYS", "k1,k0",
                "PAYBELL_ACCOUNTS_SHOP_V3_API_V3_KEY", "k3",
                "PAYBELL_ACCOUNTS_SHOP_V3_PLATFORM_KEYS_PUB_KEY_ID_0114", "file:b.pem"));

    var settings = read.settings();
    assertThat(settings.notifyListener().port()).isEqualTo(7001);
    assertThat(settings.notifyListener().baseUrl()).isEqualTo("https://pay.example.com");
    assertThat(settings.notifyListener().trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(settings.dataDir()).isEqualTo("/var/lib/paybell");
    assertThat(read.accounts())
        .containsExactly(
            new AccountSettings(
                "shop",
                "1900000109",
                List.of(),
                List.of(),
                "token-of-the-shop",
                new AccountSettings.V2(
                    Secret.of("k2"), List.of(Secret.of("k1"), Secret.of("k0")), null, null),
                new AccountSettings.V3(
                    Secret.of("k3"), null, null, null, Map.of("PUB_KEY_ID_0114", "file:b.pem")),
                null,
                null));
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  @DisplayName("The command line wins over the environment; an empty variable counts as absent")
  void precedence() {
    var settings =
        new SettingsSource(
                null,
                Map.of("paybell.notify.port", "1"),
                Map.of(
                    "PAYBELL_NOTIFY_PORT", "2", "PAYBELL_ADMIN_TOKEN", "", "PAYBELL_STORE_URL", ""))
            .read()
            .settings();

    assertThat(settings.notifyListener().port()).isEqualTo(1);
    assertThat(settings.admin().token()).isNull();
    assertThat(settings.store().url()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "paybell: { door: { port: 1 } } | paybell.door.port is now called paybell.notify.port |"
            + " rename it",
        "paybell: { Door: { base-url: x } } | paybell.Door.base-url is now called"
            + " paybell.notify.base-url | line 1",
        "paybell: { office: { token: secret } } | paybell.office.token is now called"
            + " paybell.admin.token | rename it",
        "paybell: { office: 8081 } | paybell.office is now called paybell.admin | rename it",
        "paybell: { notify: { prot: 1 } } | paybell.notify.prot is not a setting |"
            + " paybell.notify.port",
        "paybell: { admn: { port: 1 } } | paybell.admn is not a setting | paybell.admin",
        "paybell: { accounts: { shop: { v2: { keys: x } } } } | paybell.accounts.shop.v2.keys is"
            + " not | paybell.accounts.shop.v2.key",
        "paybell: { healing: { lader: [5s] } } | paybell.healing.lader is not a setting |"
            + " paybell.healing.ladder",
        "paybell: { healing: { ladder: [5s, 25] } } | paybell.healing.ladder must be a whole number"
            + " and a unit | 25",
        "paybell: { healing: { ladder: [0s] } } | paybell.healing.ladder must be a whole number and"
            + " a unit | 0s",
        "paybell: { healing: { ladder: 5s 25s } } | paybell.healing.ladder must be a whole number"
            + " and a unit | 5s 25s",
        "paybell: { healing: { queries-per-second: 0 } } | paybell.healing.queries-per-second must"
            + " be 1 to 600 | was 0",
        "paybell: { healing: { queries-per-second: many } } | paybell.healing.queries-per-second:"
            + " many is not a whole number | line 1",
        "paybell: { healing: { late-payment: keep } } | paybell.healing.late-payment must be"
            + " accept, refund or hold | keep",
        "paybell: { healing: { duplicate-payment: keep } } | paybell.healing.duplicate-payment must"
            + " be accept, refund or hold | keep",
        "paybell: { healing: { bill-at: '09:59' } } | paybell.healing.bill-at must be 10:00 or"
            + " later | 09:59",
        "paybell: { healing: { bill-at: noon } } | paybell.healing.bill-at must be a time of the"
            + " day | noon",
        "paybell: { healing: { silence: 59s } } | paybell.healing.silence must be at least 1m |"
            + " PT59S",
        "paybell: { healing: { retention: 23h } } | paybell.healing.retention must be at least 1d |"
            + " PT23H",
        "paybell: { healing: { retention: 400 } } | paybell.healing.retention must be a whole"
            + " number and a unit | 400",
        "paybell: { retention: { personal: 23h } } | paybell.retention.personal must be at least 1d"
            + " | PT23H",
        "paybell: { retention: { personal: 0 } } | paybell.retention.personal must be a whole"
            + " number and a unit | 0",
        "paybell: { accounts: { My_Shop: { mchid: 1 } } } | paybell.accounts.My_Shop | 1 to 32 of"
            + " a-z, 0-9 and -",
        "paybell: { notify: 8080 } | paybell.notify holds keys | host, port, base-url,"
            + " trusted-proxies",
        "paybell: { data-dir: { x: 1 } } | paybell.data-dir is a single value | x",
        "paybel: { notify: { port: 1 } } | paybel is not a setting | paybell:",
        "paybell: { notify: { port: eight } } | paybell.notify.port: eight is not a whole number |"
            + " line 1",
        "paybell: { notify: { port: 70000 } } | paybell.notify.port must be 0 to 65535 | 70000",
        "paybell: { notify: { base-url: pay.example.com } } | paybell.notify.base-url |"
            + " https://pay.example.com",
        "paybell: { acknowledge: handled } | paybell.acknowledge: handled needs a listener |"
            + " server",
        "paybell: { store: { url: 'jdbc:h2:mem:x' } } | paybell.store.url: H2 | embedded SQLite",
      })
  @DisplayName("What cannot be is one sentence that names the key, and the nearest one that exists")
  void mistakes(String yaml, String said, String hint) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said)
        .hasMessageContaining(hint)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PAYBELL_DOOR_PORT,PAYBELL_NOTIFY_PORT",
    "PAYBELL_DOOR_TRUSTED_PROXIES_0,PAYBELL_NOTIFY_TRUSTED_PROXIES_0",
    "PAYBELL_OFFICE_TOKEN,PAYBELL_ADMIN_TOKEN"
  })
  @DisplayName("A variable of a former name stops the start and gives the new name")
  void formerVariables(String former, String now) {
    assertThatThrownBy(() -> new SettingsSource(null, Map.of(), Map.of(former, "1")).read())
        .isInstanceOf(SettingsException.class)
        .hasMessage(former + " is now called " + now + "; rename it");
  }

  @Test
  @DisplayName(
      "SILENT_SECRETS: an error about broken YAML names the place and does not show the line")
  void brokenYaml() {
    assertThatThrownBy(() -> read("paybell:\n  admin: { token: very-secret-token\n  notify: x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is not valid YAML")
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("very-secret-token");
    assertThatThrownBy(
            () -> new SettingsSource(folder.resolve("none.yml"), Map.of(), Map.of()).read())
        .hasMessageContaining("none.yml: there is none");
  }

  @Test
  @DisplayName(
      "A variable that is nearly a setting is warned of; others of the prefix are not ours")
  void mistypedVariable() {
    var read =
        new SettingsSource(
                null,
                Map.of(),
                Map.of(
                    "PAYBELL_NOTFY_PORT", "1",
                    "PAYBELL_LOG", "json",
                    "PAYBELL_SERVICE_HOST", "10.0.0.1",
                    "PAYBELL_NOTIFY_TRUSTED_PROXIES_0", "10.0.0.1"))
            .read();

    assertThat(read.warnings())
        .containsExactly("PAYBELL_NOTFY_PORT is not a setting; did you mean PAYBELL_NOTIFY_PORT?");
  }

  @Test
  @DisplayName("Empty groups and empty values in the file count as absent")
  void empty() {
    var settings =
        read("paybell:\n  notify:\n  store: {}\n  admin: { token: }\n  accounts: {}\n").settings();

    assertThat(settings.notifyListener().port()).isEqualTo(8080);
    assertThat(settings.store().url()).isNull();
    assertThat(settings.admin().token()).isNull();
  }
}
