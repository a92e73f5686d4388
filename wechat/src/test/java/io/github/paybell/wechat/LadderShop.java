package io.github.paybell.wechat;

import com.sun.net.httpserver.HttpServer;
import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.protocol.SettableClock;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A shop of one or more replicas over one store, the simulator, and one time for all of them that
 * the test moves. What the simulator notifies is kept, for the test to hand in.
 */
final class LadderShop implements AutoCloseable {
  static final String TOKEN = "test-token-of-the-shop";
  static final long TOTAL = 1000;

  /** A notification as it came in. */
  record Told(Map<String, String> headers, byte[] body) {}

  final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  final Simulator wechat = Unhurried.start();
  final Queue<Told> told = new ConcurrentLinkedQueue<>();
  final List<TestEngine> replicas = new ArrayList<>();
  private final Placement.Api api;
  private final WechatPay calls;
  private final HttpServer listener;

  LadderShop(Placement.Api api, StoreOptions store, int replicas) {
    this.api = api;
    calls = new WechatClient(URI.create(wechat.url()), Clock.systemUTC());
    for (int i = 0; i < replicas; i++) {
      this.replicas.add(TestEngine.on(store, List.of(settings(api)), options(), calls, clock));
    }
    try {
      listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.createContext(
        "/notify",
        exchange -> {
          var headers = new HashMap<String, String>();
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          told.add(new Told(headers, exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    listener.start();
  }

  static HealingOptions options() {
    return new HealingOptions(
        Ladder.standard(),
        600,
        Policies.UNSET,
        LocalTime.of(10, 30),
        Duration.ofMinutes(30),
        Duration.ofDays(400));
  }

  static AccountSettings settings(Placement.Api api) {
    var merchant = TestShop.MERCHANT;
    var publicKey =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(merchant.publicKey().publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return new AccountSettings(
        "shop",
        merchant.mchid(),
        List.of(merchant.appid()),
        List.of(),
        TOKEN,
        api == Placement.Api.V2
            ? new AccountSettings.V2(Secret.of(V2Shop.KEY), null, null, null)
            : null,
        api == Placement.Api.V3
            ? new AccountSettings.V3(
                Secret.of(merchant.apiV3Key()),
                null,
                merchant.merchantSerial(),
                Secret.of(merchant.merchantPrivateKey()),
                Map.of(
                    TestShop.CERTIFICATE.serial(),
                    TestShop.CERTIFICATE.pem(),
                    merchant.publicKey().serial(),
                    publicKey))
            : null,
        null,
        null);
  }

  TestEngine replica(int number) {
    return replicas.get(number);
  }

  /** Registers an order and places it at WeChat Pay. */
  void place(String outTradeNo, @Nullable String reference, @Nullable Instant expiresAt) {
    var engine = replica(0).engine();
    engine
        .orders()
        .register(
            "shop",
            new NewOrder(
                outTradeNo,
                TOTAL,
                "CNY",
                reference,
                expiresAt,
                null,
                null,
                null,
                null,
                Policies.UNSET,
                null));
    var merchant = TestShop.MERCHANT;
    var answer =
        calls.place(
            Objects.requireNonNull(engine.accounts().byName("shop")),
            new Placement(
                api,
                Placement.TradeType.NATIVE,
                outTradeNo,
                "明前龙井 50g",
                TOTAL,
                "CNY",
                "http://127.0.0.1:" + listener.getAddress().getPort() + "/notify",
                merchant.appid(),
                null,
                null,
                "203.0.113.7",
                null,
                null));
    if (!(answer instanceof Answer.Given)) {
      throw new IllegalStateException("not placed: " + answer);
    }
  }

  static PlatformOrderKey key(String outTradeNo) {
    return new PlatformOrderKey(TestShop.MERCHANT.mchid(), outTradeNo);
  }

  void pay(String outTradeNo) {
    wechat.pay(key(outTradeNo), Paying.PLAIN);
  }

  /** Moves the one time of shop and platform, and lets every replica do what is due. */
  int pass(Duration time) {
    clock.move(time);
    wechat.advance(time);
    int asked = 0;
    for (var replica : replicas) {
      asked += replica.engine().healing().sweepAll(clock.instant());
    }
    return asked;
  }

  OrderView order(String outTradeNo) {
    return replica(0).engine().orders().find("shop", outTradeNo).orElseThrow();
  }

  List<String> events(String outTradeNo) {
    return order(outTradeNo).timeline().stream()
        .filter(entry -> entry.version() != null)
        .map(OrderView.Entry::what)
        .filter(what -> !what.equals("registered"))
        .toList();
  }

  @Override
  public void close() {
    replicas.forEach(TestEngine::close);
    wechat.close();
    listener.stop(0);
  }
}
