package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.spring.MerchantAccount;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A hundred merchants come, change their keys and go, over two instances on one database. */
class LifeTest {
  private static final int MERCHANTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MASTER_KEY = "0f".repeat(32);

  private final Simulator wechat = Simulator.start(SimulatorOptions.forTests());
  private final List<Merchant> merchants =
      IntStream.range(0, MERCHANTS).mapToObj(i -> merchant(i, "A")).toList();

  private static Merchant merchant(int i, String era) {
    var like = RunningShop.MERCHANT;
    var number = String.format("%04d", i);
    return new Merchant(
        "190001" + number,
        like.appids(),
        like.openid(),
        like.appSecret(),
        "v2-key-of-merchant-" + number + "-xxxxxxxx",
        "v3-key-of-merchant-" + number + "-" + era + "xxxxxxx",
        like.merchantSerial(),
        like.merchantPrivateKey(),
        like.merchantPublicKey(),
        like.merchantCertificate(),
        like.publicKey(),
        like.certificates(),
        like.callbackKey(),
        List.of(),
        List.of());
  }

  private static String name(int i) {
    return "t" + i;
  }

  private static MerchantAccount.Builder account(int i, Merchant merchant) {
    return MerchantAccount.named(name(i), merchant.mchid())
        .appids(merchant.appid())
        .apiV3Key(merchant.apiV3Key())
        .merchantPrivateKey(merchant.merchantSerial(), merchant.merchantPrivateKey());
  }

  private static String order(int i, String which) {
    return which + String.format("%04d", i) + "00";
  }

  /** One whose notifications come to the other. */
  private RunningShop shop(Map<String, String> database, int port, int notified) {
    var properties = new LinkedHashMap<>(AccountsAtRunTimeTest.without(RunningShop.account()));
    properties.put("server.port", Integer.toString(port));
    properties.put("paybell.base-url", "http://127.0.0.1:" + notified);
    properties.put("paybell.master-key", MASTER_KEY);
    return RunningShop.start(wechat, false, database, properties, JdbcShop.class);
  }

  @Test
  @DisplayName(
      "ONE_EFFECT, FORGERY_INERT: 100 merchants are put, change their keys and are retired on two"
          + " instances while they are paid: each payment is handled once, and no key opens"
          + " another's message")
  void life() throws Exception {
    merchants.forEach(wechat.platform().merchants()::put);
    var database = RunningShop.database(TestStores.POSTGRESQL);
    int first = FreePort.choose();
    int second = FreePort.choose();
    try (wechat;
        var one = shop(database, first, second);
        var two = shop(database, second, first)) {
      var shops = List.of(one, two);

      // Each is put, and placed and paid at once; its notification reaches the instance that was
      // not told.
      forAll(
          i -> {
            var here = shops.get(i % 2);
            here.paybell().accounts().put(account(i, merchants.get(i)).build());
            var paybell = here.paybell().account(name(i));
            paybell.place(RunningShop.order(order(i, "NEW")), RunningShop.payer());
            wechat.pay(order(i, "NEW"));
            paybell.place(RunningShop.order(order(i, "OLD")), RunningShop.payer());
          });
      wechat.settle();
      awaitHandled(one, MERCHANTS);

      // The next key is put beside the one that still decrypts, then WeChat Pay changes to it.
      forAll(
          i ->
              shops
                  .get(1 - i % 2)
                  .paybell()
                  .accounts()
                  .put(
                      account(i, merchant(i, "B"))
                          .previousApiV3Keys(merchants.get(i).apiV3Key())
                          .build()));
      for (var shop : shops) {
        await()
            .atMost(PATIENCE)
            .until(() -> IntStream.range(0, MERCHANTS).allMatch(i -> knowsNext(shop, i)));
      }
      for (int i = 0; i < MERCHANTS; i++) {
        wechat.platform().merchants().put(merchant(i, "B"));
      }
      forAll(
          i -> {
            shops.get(i % 2).paybell().accounts().retire(name(i));
            wechat.pay(order(i, "OLD"));
          });
      wechat.settle();

      awaitHandled(one, 2 * MERCHANTS);
      assertThat(paid(shops)).as("each order, once").hasSize(2 * MERCHANTS).doesNotHaveDuplicates();
      assertThat(one.count("fulfilment")).isEqualTo(2 * MERCHANTS);
      assertThat(one.count("paybell_problem")).isZero();
      for (var shop : shops) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    shop.paybell().accounts().list().stream()
                        .allMatch(account -> account.retiredAt() != null));
        assertThatThrownBy(
                () ->
                    shop.paybell()
                        .account(name(7))
                        .place(RunningShop.order("LATE000700"), RunningShop.payer()))
            .hasMessageContaining("is retired");
      }
      keysAreNotMixed(one, first);
      assertThat(one.count("fulfilment")).isEqualTo(2 * MERCHANTS);
    }
  }

  /** On a machine that is busy a notification may be sent more than once. */
  private void awaitHandled(RunningShop shop, int orders) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              wechat.advance(Duration.ofMinutes(1));
              wechat.settle();
              return shop.count("fulfilment") >= orders;
            });
  }

  private static boolean knowsNext(RunningShop shop, int i) {
    var account = shop.engine().accounts().byName(name(i));
    return account != null
        && account.v3Keys() != null
        && account.v3Keys().apiV3Keys().get(0).equals(ApiV3Key.of(merchant(i, "B").apiV3Key()));
  }

  /** What was sent to one merchant's notify_url is sent to another's. */
  private void keysAreNotMixed(RunningShop shop, int port) {
    for (int i = 0; i < 10; i++) {
      var sent = attempts(order(i, "OLD")).get(0);
      var other = shop.engine().accounts().byName(name(i + 10)).notifyToken();
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/notify/" + other))
              .POST(BodyPublishers.ofByteArray(sent.requestBody()));
      sent.requestHeaders().stream()
          .filter(header -> header.getKey().startsWith("Wechatpay-"))
          .forEach(header -> request.header(header.getKey(), header.getValue()));
      assertThat(shop.send(request.build()).statusCode()).isEqualTo(500);
      assertThat(shop.paybell().account(name(i + 10)).order(order(i, "OLD"))).isEmpty();
    }
  }

  private List<MessageAttempt> attempts(String outTradeNo) {
    return wechat.messenger().messages(outTradeNo).stream()
        .flatMap(message -> message.attempts().stream())
        .toList();
  }

  private static List<String> paid(List<RunningShop> shops) {
    return shops.stream()
        .flatMap(shop -> shop.bean(JdbcShop.Fulfilling.class).told.stream())
        .map(event -> event.account() + " " + event.outTradeNo())
        .toList();
  }

  private static void forAll(IntConsumer work) throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < MERCHANTS; i++) {
        int each = i;
        running.add(threads.submit(() -> work.accept(each)));
      }
      for (var each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
