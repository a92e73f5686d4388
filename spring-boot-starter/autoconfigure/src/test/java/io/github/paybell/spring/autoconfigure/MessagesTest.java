package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.OrderBook;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * What a shop that cannot start prints, whole: one page with the reason and the cure, and no stack
 * trace. What may be wrong besides is in {@link AutoConfigurationTest}; what is said later, in
 * {@link PaybellCallsTest} and the engine's {@code HandlingTest}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessagesTest {
  private static final String KEY = "paybell.accounts.shop.v3.merchant-private-key";
  private static final String URL = "spring.datasource.url";

  /** A mistake in a shop, and what its page says of it. */
  enum Mistake {
    KEY_NOT_ON_THE_CLASS_PATH(
        KEY + " names key.pem on the class path, which cannot be read.",
        "Let it name a resource of the jar, or better a file beside it: file: and a path.") {
      @Override
      void make(Map<String, String> settings) {
        settings.put(KEY, "classpath:key.pem");
      }
    },
    KEY_THAT_IS_NONE(
        KEY + ": No \"-----BEGIN PRIVATE KEY-----\" block: the text is not PEM.",
        "Correct each of these keys; what the merchant platform") {
      @Override
      void make(Map<String, String> settings) {
        settings.put(KEY, "apiclient_key.pem");
      }
    },
    USER_MAY_NOT_MAKE_TABLES(
        "The user of the shop's database may not make or change Paybell's tables.",
        "Grant it the right to create, alter, index and drop tables of this schema while the shop"
            + " starts, or let a DBA run the SQL files V*.sql") {
      @Override
      void make(Map<String, String> settings) throws SQLException {
        var root = RunningShop.emptyDatabase(TestStores.MYSQL);
        var name = String.valueOf(root.get(URL)).replaceFirst(".*/", "");
        execute(
            root,
            "create user page_" + name,
            "grant select, insert, update, delete on " + name + ".* to page_" + name);
        settings.putAll(root);
        settings.put("spring.datasource.username", "page_" + name);
      }
    },
    TABLES_MADE_BY_HAND(
        "Some of Paybell's tables are in the shop's database, and paybell_schema_history does not"
            + " know of them: the SQL files were run by hand.",
        "Set paybell.schema=none, which leaves the tables to those who made them") {
      @Override
      void make(Map<String, String> settings) throws SQLException {
        var database = RunningShop.emptyDatabase(TestStores.MYSQL);
        execute(database, "create table paybell_account (account varchar(32) primary key)");
        settings.putAll(database);
      }
    },
    OTHER_MASTER_KEY(
        "None of the merchant accounts in the database opens, as the log above says",
        "Set paybell.master-key to the key that they were stored with, the same in each"
            + " instance.") {
      @Override
      void make(Map<String, String> settings) throws SQLException {
        settings.put("paybell.master-key", "1".repeat(64));
        try (var shop = start(settings, PlainShop.class)) {
          shop.getBean(Engine.class).accounts().put(stored(), "test");
        }
        settings.keySet().removeIf(key -> key.startsWith("paybell.accounts."));
        settings.put("paybell.master-key", "2".repeat(64));
      }
    },
    TWO_ORDER_BOOKS("There are 2 beans of type OrderBook", "@Primary") {
      @Override
      void make(Map<String, String> settings) {}
    },
    NO_FOLDER_FOR_SQLITE(
        "The shop's SQLite file cannot be opened: its folder is not there",
        "Make the folder that spring.datasource.url names") {
      @Override
      void make(Map<String, String> settings) {
        settings.compute(
            URL, (key, url) -> String.valueOf(url).replace("jdbc:sqlite:", "jdbc:sqlite:/nowhere"));
      }
    };

    private final String reason;
    private final String cure;

    Mistake(String reason, String cure) {
      this.reason = reason;
      this.cure = cure;
    }

    abstract void make(Map<String, String> settings) throws SQLException;
  }

  static class TwoBooks {
    @Bean
    OrderBook paper() {
      return (account, outTradeNo) -> Optional.empty();
    }

    @Bean
    OrderBook archive() {
      return (account, outTradeNo) -> Optional.empty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a shop that cannot start says why and what to do, on one page without a stack:")
  void page(Mistake mistake, CapturedOutput output) throws Exception {
    var settings = new LinkedHashMap<>(RunningShop.database(TestStores.SQLITE));
    settings.putAll(RunningShop.account());
    mistake.make(settings);

    assertThatThrownBy(
        () ->
            start(
                    settings,
                    PlainShop.class,
                    mistake == Mistake.TWO_ORDER_BOOKS ? TwoBooks.class : Object.class)
                .close());

    assertThat(output.getAll())
        .containsOnlyOnce("APPLICATION FAILED TO START")
        .doesNotContain("\tat ", "Caused by:", RunningShop.MERCHANT.apiV3Key());
    var page = output.getAll().substring(output.getAll().indexOf("Description:"));
    assertThat(page).contains(mistake.reason);
    assertThat(page.substring(page.indexOf("Action:"))).contains(mistake.cure);
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "MYSQL"})
  @DisplayName("the first start on an empty database prints nothing that looks like a mistake")
  void firstStart(TestStores kind, CapturedOutput output) {
    var settings = new LinkedHashMap<>(RunningShop.emptyDatabase(kind));
    settings.putAll(RunningShop.account());
    settings.put("logging.level.org.flywaydb", "info");
    start(settings, PlainShop.class).close();

    assertThat(output)
        .contains("Successfully applied")
        .doesNotContain("ABORT", "constraint failed", "\tat ")
        .doesNotContain("upgrade recommended", "which is newer than");
  }

  @Test
  @DisplayName("MariaDB's driver is quiet about what it throws with the level that the page names")
  void mariadbDriver(CapturedOutput output) throws SQLException {
    var database = RunningShop.database(TestStores.MARIADB);
    var settings = new LinkedHashMap<>(database);
    settings.putAll(RunningShop.account());
    settings.put("logging.level.org.mariadb.jdbc.message.server.ErrorPacket", "off");
    try (var shop = start(settings, PlainShop.class)) {
      assertThat(shop.isRunning()).isTrue();
      var wrong = "insert into paybell_account (account) values ('a')";
      assertThatThrownBy(() -> execute(database, wrong)).isInstanceOf(SQLException.class);
    }
    assertThat(output).doesNotContain("ErrorPacket");
  }

  private static ConfigurableApplicationContext start(
      Map<String, String> settings, Class<?>... sources) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put("spring.main.banner-mode", "off");
    all.put("paybell.base-url", "http://127.0.0.1:8080");
    all.put("paybell.wechat.base-url", "http://127.0.0.1:1");
    all.put("paybell.healing.enabled", "false");
    all.values().removeIf(value -> value.toString().isEmpty());
    return new SpringApplicationBuilder(sources)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .properties(all)
        .run();
  }

  private static AccountSettings stored() {
    return new AccountSettings(
        "stored",
        "7",
        List.of(),
        List.of(),
        null,
        new AccountSettings.V2(Secret.of("0123456789abcdef0123456789abcdef"), null, null, null),
        null,
        null,
        null);
  }

  private static void execute(Map<String, String> database, String... statements)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                String.valueOf(database.get(URL)),
                database.get("spring.datasource.username"),
                database.get("spring.datasource.password"));
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
    }
  }
}
