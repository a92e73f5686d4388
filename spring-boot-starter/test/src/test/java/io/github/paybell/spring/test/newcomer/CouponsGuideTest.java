package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.Payer;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The listener of docs/coupons.md, compiled as it stands there, in a shop that takes coupons. */
class CouponsGuideTest {
  private static final String BOOKS = "src/main/java/coffee/Books.java";
  private static final String TABLE = "src/main/resources/books.sql";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {}

  @Test
  @DisplayName("TOLD_WHOLE: the guide's listener books what is settled, and takes refunds off it")
  void books(@TempDir Path folder) throws Exception {
    var guide = Guide.read("docs/coupons.md").files();
    assertThat(guide).containsOnlyKeys(TABLE, BOOKS);
    try (var wechat = Simulator.start(SimulatorOptions.forTests());
        var classes = compiled(folder, Objects.requireNonNull(guide.get(BOOKS)));
        var shop =
            start(
                folder,
                wechat,
                Objects.requireNonNull(guide.get(TABLE)),
                classes.loadClass("coffee.Books"))) {
      var paybell = shop.getBean(Paybell.class);
      paybell.place(
          ExpectedOrder.of("COFFEE0001", 10_000).withDescription("Flat white"), Payer.code());

      wechat.pay(
          new PlatformOrderKey(wechat.merchant().mchid(), "COFFEE0001"),
          Paying.PLAIN.using(
              List.of(
                  new Coupon(Coupon.Type.CASH, "C1", "充值券", "S1", 300),
                  new Coupon(Coupon.Type.NO_CASH, "C2", "免充值券", "S2", 500))));
      wechat.settle();
      booked(shop, "9500/9200/800");

      paybell.refund("COFFEE0001", "COFFEE0001-R1", 5000, "one was cold");
      wechat.advance(Duration.ofMinutes(1));
      booked(shop, "-4750/-4600/-400", "9500/9200/800");
    }
  }

  @Test
  @DisplayName("The guide in Chinese has the same code")
  void sameInChinese() throws IOException {
    assertThat(Guide.read("docs/coupons.zh-CN.md").files())
        .isEqualTo(Guide.read("docs/coupons.md").files());
  }

  private static void booked(ConfigurableApplicationContext shop, String... rows) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        shop.getBean(JdbcClient.class)
                            .sql(
                                "select settled || '/' || paid || '/' || coupons from book"
                                    + " order by settled")
                            .query(String.class)
                            .list())
                    .containsExactly(rows));
  }

  private static URLClassLoader compiled(Path folder, String java) throws IOException {
    var classes = Compiler.project(folder, Map.of(BOOKS, java));
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, CouponsGuideTest.class.getClassLoader());
  }

  private static ConfigurableApplicationContext start(
      Path folder, Simulator wechat, String table, Class<?> listener)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("books.sql"), table);
    Files.writeString(folder.resolve("paybell.yml"), configuration(wechat));
    int port = FreePort.choose();
    return new SpringApplicationBuilder(Shop.class, listener)
        .registerShutdownHook(false)
        .properties(
            Map.of(
                "spring.config.import",
                "file:" + folder.resolve("paybell.yml"),
                "spring.datasource.url",
                "jdbc:sqlite:"
                    + folder.resolve("shop.db")
                    + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL"
                    + "&busy_timeout=5000",
                "spring.sql.init.mode",
                "always",
                "spring.sql.init.schema-locations",
                "file:" + folder.resolve("books.sql"),
                "server.port",
                port,
                "server.address",
                "127.0.0.1",
                "paybell.base-url",
                "http://127.0.0.1:" + port,
                "paybell.data-dir",
                folder.resolve("data").toString()))
        .run();
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
