package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole server whose calls go to a simulator, and whose notify listener the simulator's
 * notifications reach. Account {@code v3} speaks API v3, {@code v2} has a v2 key only.
 */
final class LiveShop implements AutoCloseable {
  static final String TOKEN = "admin-token-of-the-tests";
  static final Merchant MERCHANT = new Merchants().require(Merchants.DEFAULT);

  /** A second one with the same keys, for the account that has no v3: accounts share no mchid. */
  static final Merchant V2_MERCHANT =
      new Merchant(
          "1900000209",
          MERCHANT.appids(),
          MERCHANT.openid(),
          MERCHANT.appSecret(),
          MERCHANT.v2Key(),
          MERCHANT.apiV3Key(),
          MERCHANT.merchantSerial(),
          MERCHANT.merchantPrivateKey(),
          MERCHANT.merchantPublicKey(),
          MERCHANT.merchantCertificate(),
          MERCHANT.publicKey(),
          MERCHANT.certificates(),
          MERCHANT.callbackKey(),
          List.of(),
          List.of());

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final AtomicInteger NUMBER = new AtomicInteger(1000);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PaybellServer server;

  /** An answer of the admin API. */
  record Answer(int status, JsonNode body, HttpResponse<String> whole) {
    String text(String member) {
      return body.path(member).asString("");
    }

    /** The stable last part of a problem document's type. */
    String type() {
      return text("type").replace("urn:paybell:problem:", "");
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  private LiveShop(PaybellServer server) {
    this.server = server;
  }

  static Simulator simulator() {
    return Simulator.start(SimulatorOptions.forTests().withMerchants(List.of(V2_MERCHANT)));
  }

  static LiveShop start(Path folder, Simulator wechat) {
    return start(folder, wechat.url(), accounts(), Map.of());
  }

  static LiveShop start(Path folder, Simulator wechat, StoreOptions store) {
    return start(folder, wechat, store, Map.of());
  }

  /** A replica of others on the same store. */
  static LiveShop start(
      Path folder, Simulator wechat, StoreOptions store, Map<String, String> settings) {
    var all =
        new HashMap<>(
            Map.of(
                "paybell.store.url",
                store.url(),
                "paybell.store.username",
                String.valueOf(store.username()),
                "paybell.master-key",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    all.putAll(settings);
    return start(folder, wechat.url(), accounts(), all);
  }

  static LiveShop start(Path folder, String wechat, String accounts, Map<String, String> settings) {
    int notify = FreePort.choose();
    var all = new HashMap<String, String>();
    all.put("paybell.notify.host", "127.0.0.1");
    all.put("paybell.notify.port", Integer.toString(notify));
    all.put("paybell.notify.base-url", "http://127.0.0.1:" + notify);
    all.put("paybell.admin.port", "0");
    all.put("paybell.admin.token", TOKEN);
    all.put("paybell.data-dir", folder.resolve("data-" + notify).toString());
    all.put("paybell.wechat.base-url", wechat);
    all.putAll(settings);
    all.values().removeIf(String::isEmpty);
    try {
      var file = Files.writeString(folder.resolve(notify + ".yml"), accounts);
      return new LiveShop(PaybellServer.start(new SettingsSource(file, all, Map.of())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String accounts() {
    return """
        paybell:
          healing: { ladder: [7d] }
          accounts:
            v2:
              mchid: "%s"
              appids: [%s]
              notify-token: token-of-the-v2-account
              v2: { key: %s }
            v3:
              mchid: "%s"
              appids: [%s]
              notify-token: token-of-the-v3-account
              v2: { key: %s }
              v3:
                api-v3-key: %s
                merchant-serial: %s
                merchant-private-key: |
        %s
                platform-keys:
                  %s: |
        %s
        """
        .formatted(
            V2_MERCHANT.mchid(),
            MERCHANT.appid(),
            MERCHANT.v2Key(),
            MERCHANT.mchid(),
            MERCHANT.appid(),
            MERCHANT.v2Key(),
            MERCHANT.apiV3Key(),
            MERCHANT.merchantSerial(),
            MERCHANT.merchantPrivateKey().strip().indent(10),
            new Merchants().certificate().serial(),
            new Merchants().certificate().pem().strip().indent(12));
  }

  static String newNumber() {
    return "ORDER" + NUMBER.incrementAndGet();
  }

  /** A request for a JSAPI order of 1000 fen. */
  static String jsapi(String outTradeNo) {
    return """
        {"out_trade_no":"%s","amount":{"total":1000},"description":"明前龙井 50g","trade_type":"JSAPI",\
        "openid":"%s"}"""
        .formatted(outTradeNo, MERCHANT.openid());
  }

  Answer call(String method, String path, String body) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.adminPort() + "/api/v1" + path))
                  .header("Authorization", "Bearer " + TOKEN)
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(60))
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer place(String account, String body) {
    return call("POST", "/accounts/" + account + "/orders", body);
  }

  Answer order(String account, String outTradeNo) {
    return call("GET", "/accounts/" + account + "/orders/" + outTradeNo, "");
  }

  Answer refreshed(String account, String outTradeNo) {
    return call("GET", "/accounts/" + account + "/orders/" + outTradeNo + "?refresh=true", "");
  }

  Answer close(String account, String outTradeNo) {
    return call("POST", "/accounts/" + account + "/orders/" + outTradeNo + "/close", "");
  }

  Answer refund(String account, String outTradeNo, String outRefundNo, long amount) {
    return call(
        "POST",
        "/accounts/" + account + "/orders/" + outTradeNo + "/refunds",
        "{\"out_refund_no\":\"%s\",\"amount\":{\"refund\":%d},\"reason\":\"少发一份\"}"
            .formatted(outRefundNo, amount));
  }

  Engine engine() {
    return server.engine();
  }

  String notifyUrl() {
    return "http://127.0.0.1:" + server.notifyPort();
  }

  static PlatformOrderKey key(String account, String outTradeNo) {
    return new PlatformOrderKey(
        (account.equals("v2") ? V2_MERCHANT : MERCHANT).mchid(), outTradeNo);
  }

  /** How an order stands at the simulator; null: it knows none. */
  static @Nullable PlatformTradeState at(Simulator wechat, String account, String outTradeNo) {
    return wechat.platform().orders().stream()
        .filter(order -> order.key().equals(key(account, outTradeNo)))
        .map(PlatformOrder::tradeState)
        .findFirst()
        .orElse(null);
  }

  /** How many calls about an order the simulator had, by a part of their path. */
  static long calls(Simulator wechat, String path, String outTradeNo) {
    return wechat.journal().entries().stream()
        .map(entry -> entry.request())
        .filter(request -> request.path().contains(path))
        .filter(
            request -> request.text().contains(outTradeNo) || request.path().contains(outTradeNo))
        .count();
  }

  /** Places an order at WeChat Pay past Paybell, in the words of another one. */
  static void placeThere(Simulator wechat, PlatformOrder like, String outTradeNo) {
    var terms = like.terms();
    wechat
        .platform()
        .place(
            new Terms(
                terms.api(),
                terms.signType(),
                terms.tradeType(),
                terms.mchid(),
                terms.appid(),
                null,
                null,
                outTradeNo,
                terms.description(),
                null,
                terms.total(),
                terms.currency(),
                terms.notifyUrl(),
                terms.openid(),
                null,
                null,
                null,
                false,
                outTradeNo));
  }

  /** Refunds at WeChat Pay past Paybell, as on the merchant's own page. */
  static void refundThere(Simulator wechat, PlatformOrder order, String outRefundNo, long refund) {
    var terms = order.terms();
    wechat
        .platform()
        .refund(
            new RefundTerms(
                terms.api(),
                order.key(),
                outRefundNo,
                refund,
                terms.total(),
                null,
                null,
                outRefundNo));
  }

  /** Runs all at the same moment. */
  static <T> List<T> atOnce(List<Callable<T>> calls) {
    var start = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<T>> running =
          calls.stream()
              .map(
                  call ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call.call();
                          }))
              .toList();
      start.countDown();
      var results = new java.util.ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
