package io.github.paybell.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Paybell;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;

/** What the kit does about a database in which a team has its orders. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseGuardTest {
  @TempDir static Path folder;

  private static Map<String, Long> before = Map.of();

  private static String url(String file) {
    return "jdbc:sqlite:"
        + folder.resolve(file)
        + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000";
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {}

  @Configuration(proxyBeanMethods = false)
  @Import(Shop.class)
  static class ShopWithItsOwnDataSource {
    @Bean
    DataSource teams() {
      return new DriverManagerDataSource(url("team.db"));
    }
  }

  @PaybellTest(properties = "spring.config.name=none", classes = ShopWithItsOwnDataSource.class)
  static final class OwnBean {}

  @PaybellTest(
      properties = "spring.config.name=none",
      classes = ShopWithItsOwnDataSource.class,
      database = Database.CONFIGURED)
  static final class OwnBeanOnPurpose {}

  @PaybellTest(properties = "spring.config.name=none", classes = Shop.class)
  static final class Configured {
    @DynamicPropertySource
    static void team(DynamicPropertyRegistry registry) {
      registry.add("spring.datasource.url", () -> url("team.db"));
      registry.add("spring.datasource.hikari.maximum-pool-size", () -> 3);
    }
  }

  @PaybellTest(
      properties = {
        "spring.config.name=none",
        "spring.datasource.url=jdbc:mysql://db.team.example:3306/shop?useSSL=false",
        "spring.datasource.username=shop",
        "spring.datasource.password=secret",
        "spring.datasource.driver-class-name=com.mysql.cj.jdbc.Driver"
      },
      classes = Shop.class)
  static final class OfMySql {}

  @PaybellTest(
      properties = "spring.config.name=none",
      classes = Shop.class,
      database = Database.CONFIGURED)
  static final class ForTests {
    @DynamicPropertySource
    static void tests(DynamicPropertyRegistry registry) {
      registry.add("spring.datasource.url", () -> url("tests.db"));
    }
  }

  @BeforeAll
  static void teamHasOrders() {
    var merchant = new Merchants().require(Merchants.DEFAULT);
    try (var shop =
        new SpringApplicationBuilder(Shop.class)
            .web(WebApplicationType.NONE)
            .registerShutdownHook(false)
            .properties(
                Map.of(
                    "spring.datasource.url", url("team.db"),
                    "paybell.accounts.shop.mchid", merchant.mchid(),
                    "paybell.accounts.shop.v2.key", merchant.v2Key(),
                    "paybell.healing.enabled", false,
                    "paybell.data-dir", folder.resolve("data").toString()))
            .run()) {
      shop.getBean(Paybell.class).expect(ExpectedOrder.of("COFFEE0001", 1800));
    }
    before = rows();
    assertThat(before).containsEntry("paybell_order", 1L).containsEntry("paybell_account", 1L);
  }

  private static Map<String, Long> rows() {
    var db = JdbcClient.create(new DriverManagerDataSource(url("team.db")));
    Map<String, Long> rows = new TreeMap<>();
    for (var table :
        db.sql("select name from sqlite_master where type = 'table'").query(String.class).list()) {
      rows.put(table, db.sql("select count(*) from " + table).query(Long.class).single());
    }
    return rows;
  }

  @Test
  @DisplayName("A DataSource bean of the shop's own is refused, and its rows stay")
  void ownBean(CapturedOutput output) {
    assertThatThrownBy(() -> start(OwnBean.class))
        .hasStackTraceContaining("which is not a temporary database");
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The DataSource bean \"teams\" is jdbc:sqlite:" + folder.resolve("team.db") + ",")
        .contains("write @PaybellTest(database = Database.CONFIGURED)");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @DisplayName("Also on purpose a record that no test made is refused, and its rows stay")
  void onPurpose() {
    assertThatThrownBy(() -> start(OwnBeanOnPurpose.class))
        .hasStackTraceContaining("accounts that no test made (shop)")
        .hasStackTraceContaining("Give the tests a database of their own");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @DisplayName("The database that the shop configures is not the test's")
  void configured() throws Exception {
    assertThat(used(Configured.class)).startsWith("jdbc:sqlite:").doesNotContain("team.db");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @DisplayName("A shop of MySQL's has H2 that speaks like MySQL")
  void ofMySql() throws Exception {
    assertThat(used(OfMySql.class)).startsWith("jdbc:h2:mem:");
  }

  @Test
  @DisplayName("A database that is there for tests is used, and used again")
  void forTests() throws Exception {
    assertThat(used(ForTests.class)).contains("tests.db");
    assertThat(used(ForTests.class)).contains("tests.db");
  }

  /** Runs a test that expects an order, and tells where. */
  private static String used(Class<?> test) throws Exception {
    var tests = new TestContextManager(test).getTestContext();
    var application = tests.getApplicationContext();
    Forgetting.everything(application);
    assertThat(application.getBean(Paybell.class).expect(ExpectedOrder.of("COFFEE0002", 1800)))
        .isTrue();
    try (var connection = application.getBean(DataSource.class).getConnection()) {
      return connection.getMetaData().getURL();
    } finally {
      tests.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }
  }

  private static ApplicationContext start(Class<?> test) {
    return new TestContextManager(test).getTestContext().getApplicationContext();
  }
}
