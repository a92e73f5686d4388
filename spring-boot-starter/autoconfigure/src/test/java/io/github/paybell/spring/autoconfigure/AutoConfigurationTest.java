package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.OrderBook;
import io.github.paybell.spring.Paybell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Answers;
import org.mockito.Mockito;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which beans there are, which step back, and why a shop does not start. */
class AutoConfigurationTest {
  private static final String SQLITE =
      RunningShop.database(TestStores.SQLITE).get("spring.datasource.url");
  private static final AutoConfigurations PAYBELL =
      AutoConfigurations.of(
          PaybellReactiveAutoConfiguration.class,
          PaybellAutoConfiguration.class,
          PaybellServletAutoConfiguration.class,
          PaybellHealthAutoConfiguration.class);
  private static final AutoConfigurations DATABASE =
      AutoConfigurations.of(
          DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class);

  private static ApplicationContextRunner shop() {
    return new ApplicationContextRunner()
        .withConfiguration(PAYBELL)
        .withConfiguration(DATABASE)
        .withPropertyValues(
            "spring.datasource.url=" + SQLITE,
            "paybell.data-dir=" + RunningShop.folder(),
            "paybell.base-url=http://127.0.0.1:8080",
            "paybell.wechat.base-url=http://127.0.0.1:1");
  }

  @Test
  @DisplayName("a shop with a database and an account has all beans, also without a web server")
  void beans() {
    account(shop())
        .run(
            context -> {
              assertThat(context)
                  .hasNotFailed()
                  .hasSingleBean(Paybell.class)
                  .hasSingleBean(Engine.class)
                  .hasSingleBean(Store.class)
                  .hasSingleBean(WechatPay.class)
                  .hasSingleBean(NotifyUrls.class)
                  .doesNotHaveBean(NotifyFilterRegistration.class);
              // What a probe may ask, and what people may know.
              assertThat(context)
                  .getBeans(HealthIndicator.class)
                  .containsOnlyKeys("paybellStoreHealthIndicator", "paybellHealthIndicator");
            });
  }

  // A property value keeps its line ends only as a map.
  private static ApplicationContextRunner account(ApplicationContextRunner runner) {
    return runner.withInitializer(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new org.springframework.core.env.MapPropertySource(
                        "account", Map.copyOf(RunningShop.account()))));
  }

  @Test
  @DisplayName("paybell.enabled=false leaves nothing")
  void disabled() {
    shop()
        .withPropertyValues("paybell.enabled=false")
        .run(
            context ->
                assertThat(Arrays.stream(context.getBeanDefinitionNames()))
                    .noneMatch(
                        name -> name.toLowerCase(java.util.Locale.ROOT).contains("paybell")));
  }

  @Test
  @DisplayName("each public bean steps back where the shop has its own")
  void replaceable() {
    var wechat = new NoWechatPay();
    var urls = new NotifyUrls("https://shop.example.com", true);
    var paybell = Mockito.mock(Paybell.class);
    account(shop())
        .withBean(WechatPay.class, () -> wechat)
        .withBean(NotifyUrls.class, () -> urls)
        .withBean(Paybell.class, () -> paybell)
        .withBean("paybellHealthIndicator", HealthIndicator.class, () -> null)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(WechatPay.class)).isSameAs(wechat);
              assertThat(context.getBean(NotifyUrls.class)).isSameAs(urls);
              assertThat(context.getBean(Paybell.class)).isSameAs(paybell);
            });
  }

  @Test
  @DisplayName("the store and the engine step back where the shop has its own")
  void replaceableEngine() {
    account(shop())
        .run(
            first -> {
              var store = first.getBean(Store.class);
              var engine = first.getBean(Engine.class);
              account(shop())
                  .withBean(Store.class, () -> store)
                  .withBean(Engine.class, () -> engine)
                  .run(
                      context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(Store.class)).isSameAs(store);
                        assertThat(context.getBean(Engine.class)).isSameAs(engine);
                      });
            });
  }

  private static Arguments why(
      String what, Consumer<List<String>> properties, String description, String action) {
    var all = new ArrayList<String>();
    properties.accept(all);
    return Arguments.of(what, all, description, action);
  }

  static Stream<Arguments> wrongProperties() {
    return Stream.of(
        why(
            "a key that is none",
            all -> all.add("paybell.heeling.ladder=5s"),
            "There is no such key: paybell.heeling.ladder",
            "Correct its spelling"),
        why(
            "a ladder rung without meaning",
            all -> all.add("paybell.healing.ladder=soon"),
            "paybell.healing.ladder must be a whole number and a unit, such as 30s",
            "Correct that key"),
        why(
            "a ladder without units, once taken for milliseconds",
            all -> all.add("paybell.healing.ladder=5,25"),
            "paybell.healing.ladder must be a whole number and a unit, such as 30s",
            "Correct that key"),
        why(
            "a webhook timeout that outlives the lease of its row",
            all -> all.add("paybell.delivery.timeout=45s"),
            "paybell.delivery.timeout must be at most 30s",
            "Correct that key"),
        why(
            "a bill before it is complete",
            all -> all.add("paybell.healing.bill-at=09:00"),
            "paybell.healing.bill-at must be 10:00 or later",
            "Correct that key"),
        why(
            "too many queries",
            all -> all.add("paybell.healing.queries-per-second=601"),
            "paybell.healing.queries-per-second must be 1 to 600",
            "Correct that key"),
        why(
            "a policy that is none",
            all -> all.add("paybell.healing.late-payment=keep"),
            "paybell.healing.late-payment must be accept, refund or hold",
            "Correct that key"),
        why(
            "an endpoint with a slash at its end",
            all -> all.add("paybell.endpoint.path=/notify/"),
            "paybell.endpoint.path must be a path such as /notify",
            "Correct that key"),
        why(
            "an address that is none",
            all -> all.add("paybell.base-url=shop.example.com"),
            "paybell.base-url must be an address such as https://shop.example.com",
            "Correct that key"),
        why(
            "no listener threads",
            all -> all.add("paybell.listener.threads=0"),
            "paybell.listener.threads must be 1 to 64",
            "Correct that key"),
        why(
            "a listener mode that is none",
            all -> all.add("paybell.listener.mode=before"),
            "paybell.listener.mode",
            "together, after-commit"),
        why(
            "a retention shorter than the copies of a notification",
            all -> all.add("paybell.retention.personal=23h"),
            "paybell.retention.personal must be at least 1d",
            "Correct that key"),
        why(
            "a retention that loses what was just told",
            all -> all.add("paybell.delivery.retention=1m"),
            "paybell.delivery.retention must be at least 1h",
            "Correct that key"),
        why(
            "a webhook without a secret",
            all -> all.add("paybell.subscribers.erp.url=https://erp.example.com/paybell"),
            "paybell.subscribers.erp.secret is missing: a webhook is signed with it; make one with:"
                + " echo whsec_$(head -c 32 /dev/urandom | base64)",
            "Correct that key"),
        why(
            "a subscriber with nowhere to go",
            all -> all.add("paybell.subscribers.erp.per-second=5"),
            "paybell.subscribers.erp has neither url nor kafka; give url (and secret) for a"
                + " webhook",
            "Correct that key"),
        why(
            "a secret file that is not there",
            all -> {
              all.add("paybell.subscribers.erp.url=https://erp.example.com/paybell");
              all.add("paybell.subscribers.erp.secret=file:/nowhere/secret");
            },
            "paybell.subscribers.erp.secret: cannot read file /nowhere/secret",
            "may read"),
        why(
            "a master key that is none",
            all -> all.add("paybell.master-key=short"),
            "paybell.master-key",
            "openssl rand -hex 32"),
        why(
            "an APIv3 key of the wrong length",
            all -> all.add("paybell.accounts.shop.v3.api-v3-key=short"),
            "paybell.accounts.shop.v3.api-v3-key",
            "copied whole"),
        why(
            "a private key that is neither PEM nor base64, with one full stop",
            all -> all.add("paybell.accounts.shop.v3.merchant-private-key=apiclient_key.pem"),
            "BEGIN PRIVATE KEY",
            "copied whole"),
        why(
            "a key that is not on the class path",
            all -> all.add("paybell.accounts.shop.v3.merchant-private-key=classpath:key.pem"),
            "paybell.accounts.shop.v3.merchant-private-key names key.pem on the class path",
            "file: and a path"),
        why(
            "an account's name that is none",
            all -> all.add("paybell.accounts[My_Shop].mchid=1"),
            "paybell.accounts.My_Shop.name: must be 1–32 of a-z, 0-9 and -, and not begin with -",
            "Correct each"),
        why(
            "two accounts whose keys the binder would mix",
            all -> {
              all.add("paybell.accounts.my-shop.mchid=1");
              all.add("paybell.accounts.my-shop.v2.key=0123456789abcdef0123456789abcdef");
              all.add("paybell.accounts.myshop.mchid=2");
            },
            "paybell.accounts.myshop: differs from my-shop by - only",
            "Correct each"),
        why(
            "WeChat Pay itself, and a base URL that it cannot reach",
            all -> all.add("paybell.wechat.base-url=https://api.mch.weixin.qq.com"),
            "paybell.base-url makes a notify_url for account shop that WeChat Pay does not take",
            "Set paybell.base-url to the https address"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongProperties")
  @DisplayName("a wrong value stops the start with a sentence that names its key, and one to do")
  void wrongValue(String what, List<String> properties, String description, String action) {
    account(shop())
        .withInitializer(
            context -> {
              var wrong = new java.util.HashMap<String, Object>();
              properties.forEach(
                  it ->
                      wrong.put(
                          it.substring(0, it.indexOf('=')), it.substring(it.indexOf('=') + 1)));
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new org.springframework.core.env.MapPropertySource("wrong", wrong));
            })
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains(description);
              assertThat(analysis.getAction()).contains(action);
              assertThat(analysis.getDescription() + analysis.getAction())
                  .doesNotContain("TestOnly");
            });
  }

  private static FailureAnalysis analysis(Throwable failure) {
    for (FailureAnalyzer analyzer :
        List.of(
            new ConfigurationFailureAnalyzer(),
            new BindingFailureAnalyzer(),
            new SqliteFolderFailureAnalyzer())) {
      var analysis = analyzer.analyze(failure);
      if (analysis != null) {
        return analysis;
      }
    }
    throw new AssertionError("nobody explains " + failure, failure);
  }

  @Test
  @DisplayName("without a DataSource the start says how to have one")
  void noDataSource() {
    account(
            new ApplicationContextRunner()
                .withConfiguration(PAYBELL)
                .withPropertyValues("paybell.data-dir=" + RunningShop.folder()))
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("there is no DataSource bean");
              assertThat(analysis.getAction()).contains("spring.datasource.url");
            });
  }

  @Test
  @DisplayName("with two transaction managers the start says to mark one primary")
  void twoManagers() {
    account(shop())
        .withBean(
            "one",
            JdbcTransactionManager.class,
            () -> new JdbcTransactionManager(new DriverManagerDataSource(SQLITE)))
        .withBean(
            "two",
            JdbcTransactionManager.class,
            () -> new JdbcTransactionManager(new DriverManagerDataSource(SQLITE)))
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("There are 2 beans of type PlatformTransactionManager");
              assertThat(analysis.getAction()).contains("@Primary");
            });
  }

  @Test
  @DisplayName("of several transaction managers the one of the shop's DataSource is taken")
  void managerOfTheSource() {
    account(shop())
        .withBean(
            "theOther",
            JdbcTransactionManager.class,
            () -> new JdbcTransactionManager(new DriverManagerDataSource(SQLITE)))
        .withUserConfiguration(OwnManager.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Paybell.class).expect(RunningShop.order("ORDER0002")))
                  .isTrue();
            });
  }

  static class OwnManager {
    @Bean
    JdbcTransactionManager own(DataSource source) {
      return new JdbcTransactionManager(source);
    }
  }

  @Test
  @DisplayName("accounts that another master key has sealed: the start says which key to set")
  void otherMasterKey() {
    var database = RunningShop.database(TestStores.SQLITE);
    var shop =
        new ApplicationContextRunner()
            .withConfiguration(PAYBELL)
            .withConfiguration(DATABASE)
            .withPropertyValues(
                database.entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
    account(shop)
        .withPropertyValues("paybell.master-key=" + "1".repeat(64))
        .run(
            context ->
                context
                    .getBean(Engine.class)
                    .accounts()
                    .put(
                        new AccountSettings(
                            "stored",
                            "7",
                            List.of(),
                            List.of(),
                            null,
                            new AccountSettings.V2(
                                Secret.of("0123456789abcdef0123456789abcdef"), null, null, null),
                            null,
                            null,
                            null),
                        "test"));
    shop.withPropertyValues("paybell.master-key=" + "1".repeat(64))
        .run(context -> assertThat(context).hasNotFailed());
    shop.withPropertyValues("paybell.master-key=" + "2".repeat(64))
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("in the database opens");
              assertThat(analysis.getAction()).contains("paybell.master-key");
            });
  }

  /** As the shop's own schema.sql does. */
  static class FirstToOpen {
    @Bean
    InitializingBean opens(DataSource source) {
      return () -> source.getConnection().close();
    }
  }

  @Test
  @DisplayName("two OrderBook beans are refused at start, not at the first unknown order")
  void twoBooks() {
    OrderBook none = (account, outTradeNo) -> Optional.empty();
    account(shop())
        .withBean("paper", OrderBook.class, () -> none)
        .withBean("archive", OrderBook.class, () -> none)
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("2 beans of type OrderBook");
              assertThat(analysis.getAction()).contains("@Primary");
            });
  }

  @ParameterizedTest
  @ValueSource(classes = {Object.class, FirstToOpen.class})
  @DisplayName("a folder of the SQLite file that is not there is named, by whatever opens it first")
  void noFolder(Class<?> shop) {
    on(Map.of("spring.datasource.url", SQLITE.replace("jdbc:sqlite:", "jdbc:sqlite:/nowhere/at")))
        .withUserConfiguration(shop)
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("SQLite file cannot be opened: its folder is not there");
              assertThat(analysis.getAction()).startsWith("Make the folder");
            });
  }

  private static ApplicationContextRunner on(Map<String, String> database) {
    return account(shop())
        .withPropertyValues(
            database.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
  }

  private static void execute(Map<String, String> database, String... statements) {
    var jdbc =
        new JdbcTemplate(
            new DriverManagerDataSource(
                String.valueOf(database.get("spring.datasource.url")),
                String.valueOf(database.get("spring.datasource.username")),
                String.valueOf(database.get("spring.datasource.password"))));
    for (var statement : statements) {
      jdbc.execute(statement);
    }
  }

  @ParameterizedTest
  // The embedded MariaDB has no users.
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  @DisplayName("a user that may not make tables is told the right that is missing, or schema=none")
  void mayNotCreate(TestStores kind) {
    var database = RunningShop.emptyDatabase(kind);
    var name = String.valueOf(database.get("spring.datasource.url")).replaceFirst(".*/", "");
    var clerk = "clerk_of_" + name;
    if (kind == TestStores.POSTGRESQL) {
      execute(
          database,
          "create role " + clerk + " login",
          "revoke create on schema public from public");
    } else {
      execute(
          database,
          "create user " + clerk,
          "grant select, insert, update, delete on " + name + ".* to " + clerk);
    }
    on(database)
        .withPropertyValues("spring.datasource.username=" + clerk)
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("may not make or change");
              assertThat(analysis.getAction()).contains("paybell.schema=none");
            });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("tables that a DBA made by hand stop a migration with what to set")
  void madeByHand(TestStores kind) {
    var database = RunningShop.emptyDatabase(kind);
    execute(database, "create table paybell_account (account varchar(32) primary key)");
    on(database)
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("SQL files were run by hand");
              assertThat(analysis.getAction()).contains("paybell.schema=none");
            });
  }

  @Test
  @DisplayName(
      "a manager of another DataSource than the shop's is refused at start, not at the first"
          + " payment")
  void otherManager() {
    account(shop())
        .withBean(
            JdbcTransactionManager.class,
            () -> new JdbcTransactionManager(new DriverManagerDataSource(SQLITE)))
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(analysis(context.getStartupFailure()).getDescription())
                  .contains("does not begin transactions on the DataSource");
            });
  }

  @Test
  @DisplayName("a database that Paybell does not support is refused with the ones that it does")
  void unsupported() throws java.sql.SQLException {
    var connection = Mockito.mock(java.sql.Connection.class, Answers.RETURNS_DEEP_STUBS);
    Mockito.when(connection.getMetaData().getURL()).thenReturn("jdbc:oracle:thin:@db/shop");
    Mockito.when(connection.getMetaData().getConnection()).thenReturn(connection);
    Mockito.when(connection.getTransactionIsolation()).thenReturn(2);
    var source = Mockito.mock(javax.sql.DataSource.class);
    Mockito.when(source.getConnection()).thenReturn(connection);
    account(
            new ApplicationContextRunner()
                .withConfiguration(PAYBELL)
                .withPropertyValues("paybell.data-dir=" + RunningShop.folder()))
        .withBean(javax.sql.DataSource.class, () -> source)
        .withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source))
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("jdbc:mariadb:");
              assertThat(analysis.getAction()).contains("MySQL");
            });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("paybell.schema=none without the tables says which SQL to run")
  void noTables(TestStores kind) {
    on(RunningShop.emptyDatabase(kind))
        .withPropertyValues("paybell.schema=none")
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("paybell.schema=none");
              assertThat(analysis.getAction()).contains("V*.sql");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql:", "jdbc:mariadb:"})
  @ExtendWith(OutputCaptureExtension.class)
  @DisplayName(
      "a caching_sha2_password without TLS is said at start, also while MySQL remembers it")
  void cachingSha2(String driver, CapturedOutput output) {
    var root = RunningShop.emptyDatabase(TestStores.MYSQL);
    var url = String.valueOf(root.get("spring.datasource.url"));
    var name = url.replaceFirst(".*/", "");
    execute(
        root,
        "create user " + name + " identified by 'secret'",
        "grant all on " + name + ".* to " + name,
        "flush privileges");
    var shop =
        on(root)
            .withPropertyValues(
                "spring.datasource.username=" + name, "spring.datasource.password=secret");
    var address = "spring.datasource.url=" + url.replaceFirst("^jdbc:[a-z]+:", driver);

    shop.withPropertyValues(address + "?sslMode=DISABLED")
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(analysis(context.getStartupFailure()).getAction())
                  .contains("sslMode=REQUIRED");
            });
    assertThat(output).doesNotContain("next restart");
    shop.withPropertyValues(address + "?sslMode=DISABLED&allowPublicKeyRetrieval=true")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("next restart");
    shop.withPropertyValues(address + "?sslMode=DISABLED")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).contains("no longer after its next restart");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a statement that the database refuses stops the start, by its name")
  void refusedStatement(TestStores kind) {
    var database = RunningShop.emptyDatabase(kind);
    on(database).run(context -> assertThat(context).hasNotFailed());
    execute(database, "alter table paybell_order rename column payer_total to payer_sum");
    on(database)
        .withPropertyValues("paybell.schema=none")
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("does not take Paybell's statement ledger/")
                  .contains("payer_total");
              assertThat(analysis.getAction()).contains("paybell.schema=migrate");
            });
  }

  @Test
  @DisplayName("a WebFlux shop is refused with that sentence")
  void reactive() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(PAYBELL)
        .withConfiguration(DATABASE)
        .withPropertyValues("spring.datasource.url=" + SQLITE)
        .run(
            context -> {
              assertThat(context).hasFailed();
              var analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("WebFlux");
              assertThat(analysis.getAction()).contains("Spring MVC");
            });
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  @DisplayName("H2 is accepted for tests, with a warning that says what it lacks")
  void h2(CapturedOutput output) {
    account(shop())
        .withPropertyValues("spring.datasource.url=jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Paybell.class).expect(RunningShop.order("ORDER0001")))
                  .isTrue();
              assertThat(output).contains("the shop's database is H2");
            });
  }

  @Test
  @DisplayName("a platform key may be written without brackets, and a serial without capitals")
  void platformKeys() {
    new ApplicationContextRunner()
        .withUserConfiguration(OnlyProperties.class)
        .withPropertyValues(
            "paybell.accounts.shop.mchid=1",
            "paybell.accounts.shop.v3.platform-keys.PUB_KEY_ID_0119=one",
            "paybell.accounts.shop.v3.platform-keys.7e57c0de=two")
        .run(
            context -> {
              var keys =
                  context
                      .getBean(PaybellProperties.class)
                      .accounts()
                      .get("shop")
                      .settings("shop")
                      .v3()
                      .platformKeys();
              assertThat(keys)
                  .containsOnly(Map.entry("PUB_KEY_ID_0119", "one"), Map.entry("7E57C0DE", "two"));
            });
  }

  @Test
  @DisplayName("an editor completes each key: the metadata has its description, and its default")
  void metadata() throws java.io.IOException {
    try (var in =
        PaybellProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      var keys = new HashMap<String, JsonNode>();
      JsonMapper.shared()
          .readTree(in)
          .path("properties")
          .forEach(property -> keys.put(property.path("name").asString(), property));
      assertThat(keys)
          .containsKeys(
              "paybell.enabled",
              "paybell.endpoint.path",
              "paybell.base-url",
              "paybell.master-key",
              "paybell.accounts",
              "paybell.healing.ladder",
              "paybell.listener.mode",
              "paybell.delivery.backoff",
              "paybell.subscribers");
      keys.forEach(
          (name, property) ->
              assertThat(property.path("description").asString("")).as(name).isNotBlank());
      assertThat(keys.get("paybell.endpoint.path").path("defaultValue").asString())
          .isEqualTo("/notify");
      assertThat(keys.get("paybell.healing.silence").path("defaultValue").asString())
          .isEqualTo("30m");
    }
  }

  @EnableConfigurationProperties(PaybellProperties.class)
  static class OnlyProperties {}

  @Test
  @DisplayName("SILENT_SECRETS: no text of the properties shows a key")
  void silent() {
    account(new ApplicationContextRunner().withUserConfiguration(OnlyProperties.class))
        .withPropertyValues("paybell.master-key=0123")
        .run(
            context -> {
              var properties = context.getBean(PaybellProperties.class);
              assertThat(
                      properties
                          + " "
                          + properties.masterKey()
                          + properties.accounts()
                          + properties.accounts().get("shop").v2()
                          + properties.accounts().get("shop").v3())
                  .doesNotContain(
                      "0123",
                      RunningShop.MERCHANT.v2Key(),
                      RunningShop.MERCHANT.apiV3Key(),
                      RunningShop.TOKEN,
                      "BEGIN");
            });
  }
}
