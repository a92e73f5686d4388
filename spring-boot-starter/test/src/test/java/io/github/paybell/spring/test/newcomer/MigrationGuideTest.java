package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop of docs/migration.md, compiled as it stands there, on its way to Paybell. */
class MigrationGuideTest {
  private static final String TABLES = "src/main/resources/orders.sql";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {
    @Bean
    WxPayService wxJava(@Value("${paybell.wechat.base-url}") URI wechat) {
      var merchant = new io.github.paybell.simulator.platform.Merchants().require("default");
      var config = new WxPayConfig();
      config.setAppId(merchant.appid());
      config.setMchId(merchant.mchid());
      config.setApiV3Key(merchant.apiV3Key());
      config.setCertSerialNo(merchant.merchantSerial());
      config.setPrivateKeyContent(bytes(merchant.merchantPrivateKey()));
      config.setPrivateCertContent(bytes(merchant.merchantCertificate()));
      // It downloads certificates with a client that nothing but a proxy leads to the simulator.
      config.setApiHostUrl("http://api.mch.weixin.qq.com");
      config.setHttpProxyHost("127.0.0.1");
      config.setHttpProxyPort(wechat.getPort());
      var service = new WxPayServiceImpl();
      service.setConfig(config);
      return service;
    }

    private static byte[] bytes(String pem) {
      return pem.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  @DisplayName("ONE_EFFECT: the guide's shop fulfils each order once, whoever acts")
  void cutOver(@TempDir Path folder) throws Exception {
    var guide = Guide.read("docs/migration.md").files();
    int port = FreePort.choose();
    try (var wechat = Simulator.start(SimulatorOptions.forTests());
        var classes = compiled(folder, guide)) {
      try (var shop = start(folder, port, wechat, guide, classes, false)) {
        placed(shop, wechat, port, "ORDER1", "ORDER2", "ORDER3");
        pay(wechat, "ORDER1");
        shipped(shop, "ORDER1");
      }
      wechat.pay("ORDER2"); // nobody is there
      try (var shop = start(folder, port, wechat, guide, classes, true)) {
        again(wechat, "ORDER1");
        wechat.advance(Duration.ofMinutes(5)); // the repeats of the second
        pay(wechat, "ORDER3");
        shipped(shop, "ORDER1", "ORDER2", "ORDER3");
      }
    }
  }

  @Test
  @DisplayName("The guide in Chinese has the same code")
  void sameInChinese() throws IOException {
    assertThat(Guide.read("docs/migration.zh-CN.md").files())
        .isEqualTo(Guide.read("docs/migration.md").files());
  }

  private static void placed(
      ConfigurableApplicationContext shop, Simulator wechat, int port, String... numbers) {
    for (var number : numbers) {
      shop.getBean(JdbcClient.class)
          .sql("insert into orders (out_trade_no, fen, state, made_at) values (?, 1800, 'new', ?)")
          .params(number, Timestamp.from(Instant.now()))
          .update();
      var merchant = wechat.merchant();
      wechat
          .platform()
          .place(
              new Terms(
                  Api.V3,
                  null,
                  PlatformTradeType.JSAPI,
                  merchant.mchid(),
                  merchant.appid(),
                  null,
                  null,
                  number,
                  "Flat white",
                  null,
                  1800,
                  "CNY",
                  "http://127.0.0.1:" + port + "/wx/pay/notify",
                  merchant.openid(),
                  null,
                  null,
                  null,
                  false,
                  "1"));
    }
  }

  private static void pay(Simulator wechat, String number) {
    wechat.pay(number);
    wechat.settle();
  }

  private static void again(Simulator wechat, String number) {
    for (var message : wechat.messenger().messages(number)) {
      wechat.messenger().resend(message.id());
    }
    wechat.settle();
    assertThat(wechat.messenger().messages(number))
        .allSatisfy(
            message -> {
              var attempts = message.attempts();
              assertThat(attempts.get(attempts.size() - 1).takenAs()).isEqualTo(TakenAs.SUCCESS);
            });
  }

  private static void shipped(ConfigurableApplicationContext shop, String... numbers) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        shop.getBean(JdbcClient.class)
                            .sql("select out_trade_no from shipment order by out_trade_no")
                            .query(String.class)
                            .list())
                    .containsExactly(numbers));
  }

  private static URLClassLoader compiled(Path folder, Map<String, String> guide)
      throws IOException {
    var classes = Compiler.project(folder, guide);
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, MigrationGuideTest.class.getClassLoader());
  }

  private static ConfigurableApplicationContext start(
      Path folder,
      int port,
      Simulator wechat,
      Map<String, String> guide,
      ClassLoader classes,
      boolean paybellActs)
      throws Exception {
    var sources =
        Stream.concat(
                Stream.of(Shop.class),
                Stream.of("Fulfilment", "Book", "Paid", "WxCallback")
                    .map(name -> loaded(classes, "shop." + name)))
            .toArray(Class<?>[]::new);
    Files.writeString(folder.resolve("orders.sql"), Objects.requireNonNull(guide.get(TABLES)));
    Files.writeString(folder.resolve("paybell.yml"), configuration(wechat));
    return new SpringApplicationBuilder(sources)
        .registerShutdownHook(false)
        .properties(
            Map.ofEntries(
                Map.entry("spring.config.import", "file:" + folder.resolve("paybell.yml")),
                Map.entry(
                    "spring.datasource.url",
                    "jdbc:sqlite:"
                        + folder.resolve("shop.db")
                        + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL"
                        + "&busy_timeout=5000"),
                Map.entry("spring.sql.init.mode", "always"),
                Map.entry(
                    "spring.sql.init.schema-locations", "file:" + folder.resolve("orders.sql")),
                Map.entry("server.port", port),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("paybell.base-url", "http://127.0.0.1:" + port),
                Map.entry("paybell.data-dir", folder.resolve("data").toString()),
                Map.entry("paybell.listener.enabled", paybellActs)))
        .run();
  }

  private static Class<?> loaded(ClassLoader classes, String name) {
    try {
      return classes.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String configuration(Simulator wechat) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/config/default?client=paybell"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
