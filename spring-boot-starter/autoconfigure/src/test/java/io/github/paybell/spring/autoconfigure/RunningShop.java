package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.Payer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole shop: Tomcat on a free port, a real database, and the simulator as WeChat Pay. */
final class RunningShop implements AutoCloseable {
  static final String TOKEN = "token-of-the-shops-account";
  static final Merchant MERCHANT = new Merchants().require(Merchants.DEFAULT);

  private static final AtomicInteger NUMBER = new AtomicInteger(1000);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final int port;
  private final Simulator wechat;
  private final boolean ownWechat;
  private final ConfigurableApplicationContext context;

  private RunningShop(
      int port, Simulator wechat, boolean ownWechat, ConfigurableApplicationContext context) {
    this.port = port;
    this.wechat = wechat;
    this.ownWechat = ownWechat;
    this.context = context;
  }

  /** Starts one with a simulator of its own, on an empty database of that kind. */
  static RunningShop start(
      TestStores database, Map<String, String> properties, Class<?>... sources) {
    var wechat = Simulator.start(SimulatorOptions.forTests());
    try {
      return start(wechat, true, database(database), properties, sources);
    } catch (RuntimeException e) {
      wechat.close();
      throw e;
    }
  }

  /** Starts one on a database that is there. */
  static RunningShop start(
      Simulator wechat,
      boolean ownWechat,
      Map<String, String> database,
      Map<String, String> properties,
      Class<?>... sources) {
    int port = FreePort.choose();
    var all = new LinkedHashMap<String, Object>();
    all.put("server.port", port);
    all.put("server.address", "127.0.0.1");
    all.put("spring.main.banner-mode", "off");
    all.put("logging.level.root", "warn");
    all.put("paybell.base-url", "http://127.0.0.1:" + port);
    all.put("paybell.wechat.base-url", wechat.url());
    all.put("paybell.healing.ladder", "7d");
    all.putAll(database);
    all.putAll(account());
    all.putAll(properties);
    all.values().removeIf(value -> value.toString().isEmpty());
    return new RunningShop(
        port,
        wechat,
        ownWechat,
        new SpringApplicationBuilder(sources)
            .web(WebApplicationType.SERVLET)
            .registerShutdownHook(false)
            .properties(all)
            .run());
  }

  /** The shop's own DataSource and Paybell's folder, on an empty database of that kind. */
  static Map<String, String> database(TestStores kind) {
    return database(kind, kind.create());
  }

  /** The same without a table. */
  static Map<String, String> emptyDatabase(TestStores kind) {
    return database(kind, kind.empty());
  }

  private static Map<String, String> database(TestStores kind, StoreOptions store) {
    var all = new LinkedHashMap<String, String>();
    all.put(
        "spring.datasource.url",
        kind == TestStores.SQLITE
            ? store.url()
                + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000"
            : store.url());
    all.put("spring.datasource.username", store.username() == null ? "" : store.username());
    all.put("spring.datasource.password", store.password() == null ? "" : store.password());
    all.put("paybell.data-dir", folder());
    return all;
  }

  static String folder() {
    try {
      return Files.createTempDirectory("paybell-shop").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The simulator's merchant as account {@code shop}. */
  static Map<String, String> account() {
    var certificate = new Merchants().certificate();
    return Map.of(
        "paybell.accounts.shop.mchid",
        MERCHANT.mchid(),
        "paybell.accounts.shop.appids",
        MERCHANT.appid(),
        "paybell.accounts.shop.notify-token",
        TOKEN,
        "paybell.accounts.shop.v2.key",
        MERCHANT.v2Key(),
        "paybell.accounts.shop.v3.api-v3-key",
        MERCHANT.apiV3Key(),
        "paybell.accounts.shop.v3.merchant-serial",
        MERCHANT.merchantSerial(),
        "paybell.accounts.shop.v3.merchant-private-key",
        MERCHANT.merchantPrivateKey(),
        "paybell.accounts.shop.v3.platform-keys." + certificate.serial(),
        certificate.pem());
  }

  static String newNumber() {
    return "ORDER" + NUMBER.incrementAndGet();
  }

  static ExpectedOrder order(String outTradeNo) {
    return ExpectedOrder.of(outTradeNo, 1000).withDescription("明前龙井 50g");
  }

  static Payer payer() {
    return Payer.jsapi(MERCHANT.openid());
  }

  /** Places an order of 1000 fen and returns its number. */
  String placed() {
    var number = newNumber();
    paybell().place(order(number), payer());
    return number;
  }

  /** The payer pays; the notification has been sent and answered when this returns. */
  void pay(String outTradeNo) {
    wechat.pay(outTradeNo);
    wechat.settle();
  }

  Simulator wechat() {
    return wechat;
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Paybell paybell() {
    return bean(Paybell.class);
  }

  Engine engine() {
    return bean(Engine.class);
  }

  JdbcTemplate jdbc() {
    return bean(JdbcTemplate.class);
  }

  int count(String table) {
    var count = jdbc().queryForObject("select count(*) from " + table, Integer.class);
    return count == null ? -1 : count;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  int port() {
    return port;
  }

  HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With what the notifications of an order were answered, in the order of the attempts. */
  List<MessageAttempt> attempts(String outTradeNo) {
    return wechat.messenger().messages(outTradeNo).stream()
        .flatMap(message -> message.attempts().stream())
        .toList();
  }

  @Override
  public void close() {
    context.close();
    if (ownWechat) {
      wechat.close();
    }
  }
}
