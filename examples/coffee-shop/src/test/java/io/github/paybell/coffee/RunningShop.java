package io.github.paybell.coffee;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole shop on a free port with an empty database, and WeChat Pay behind it. */
final class RunningShop implements AutoCloseable {
  private final Simulator wechat;
  private final ConfigurableApplicationContext context;
  private final String url;
  private final HttpClient browser = browser();

  private RunningShop(Simulator wechat, ConfigurableApplicationContext context, String url) {
    this.wechat = wechat;
    this.context = context;
    this.url = url;
  }

  static RunningShop open(Path folder, SimulatorOptions options, String... more) {
    Simulator wechat = Simulator.start(options);
    int port = FreePort.choose();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=" + port,
                "--spring.datasource.url=jdbc:sqlite:"
                    + folder.resolve("shop.db")
                    + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000",
                "--paybell.base-url=http://127.0.0.1:" + port));
    arguments.addAll(List.of(more));
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(CoffeeShop.class)
            .properties(account(wechat, folder))
            .run(arguments.toArray(String[]::new));
    return new RunningShop(wechat, context, "http://127.0.0.1:" + port);
  }

  private static Map<String, Object> account(Simulator wechat, Path folder) {
    Merchant merchant = wechat.merchant();
    String account = "paybell.accounts.shop.";
    Map<String, Object> properties = new HashMap<>();
    properties.put("paybell.data-dir", folder.resolve("paybell").toString());
    properties.put("paybell.wechat.base-url", wechat.url());
    properties.put("coffee.pay-script", wechat.url() + "/pay.js");
    properties.put(account + "mchid", merchant.mchid());
    properties.put(account + "appids", String.join(",", merchant.appids()));
    properties.put(account + "v2.key", merchant.v2Key());
    properties.put(account + "v3.api-v3-key", merchant.apiV3Key());
    properties.put(account + "v3.merchant-serial", merchant.merchantSerial());
    properties.put(account + "v3.merchant-private-key", merchant.merchantPrivateKey());
    Stream.of(wechat.platform().merchants().certificate(), merchant.publicKey())
        .forEach(
            (PlatformSigningKey key) ->
                properties.put(account + "v3.platform-keys[" + key.serial() + "]", key.pem()));
    return properties;
  }

  /** Another guest's browser, with cookies of its own. */
  static HttpClient browser() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .build();
  }

  Simulator wechat() {
    return wechat;
  }

  String url() {
    return url;
  }

  HttpResponse<String> send(HttpClient from, String method, String path, String body) {
    try {
      return from.send(
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode ask(String method, String path, String body) {
    HttpResponse<String> answer = send(browser, method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Orders a small latte; its id. */
  String order() {
    return ask("POST", "/api/orders", "{\"drink\":\"LATTE\",\"size\":\"SMALL\"}")
        .path("id")
        .asString();
  }

  /** Begins to pay; the attempt's {@code out_trade_no}. */
  String begin(String id) {
    ask("POST", "/api/orders/" + id + "/pay", "");
    return id + "-" + look(id).path("attempts").asInt();
  }

  /** As the guest in the cashier, until WeChat Pay has told whom it wants to tell. */
  void pay(String outTradeNo) {
    wechat.pay(outTradeNo);
    wechat.settle();
  }

  JsonNode look(String id) {
    return ask("GET", "/api/orders/" + id, "");
  }

  /** The order, as soon as a member of it has this value. */
  JsonNode await(String id, String member, String value) {
    return Awaitility.await()
        .atMost(120, SECONDS)
        .until(() -> look(id), order -> order.path(member).asString("").equals(value));
  }

  @Override
  public void close() {
    context.close();
    wechat.close();
  }
}
