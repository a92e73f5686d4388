package io.github.paybell.simulator.control;

import com.sun.net.httpserver.HttpServer;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.messenger.Messenger;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A control API with everything behind it, and a shop that answers notifications. */
final class ControlBench implements AutoCloseable {
  static final String MCHID = Merchants.DEFAULT_MCHID;

  final Vertx vertx = Vertx.vertx();
  final SimClock clock = new SimClock(Clock.systemUTC(), Speed.MANUAL);
  final Platform platform = new Platform(clock, new Dice(7), new Merchants(), Rules.DEFAULT);
  final StandingFaults faults = new StandingFaults();
  final Journal journal = new Journal();
  final Messenger messenger = new Messenger(platform, faults, Clock.systemUTC(), vertx);
  final HttpServer shop;
  volatile int shopAnswers = 200;
  int resets;

  private final Routes routes =
      new Routes(request -> Response.empty(404), request -> Response.empty(405));

  ControlBench() {
    platform.listen(messenger);
    new ControlApi(
            platform,
            messenger,
            faults,
            journal,
            new Live(),
            () -> "http://127.0.0.1:9090",
            () -> resets++)
        .routes(routes);
    try {
      shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"code\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(shopAnswers, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    shop.start();
  }

  Merchant merchant() {
    return platform.merchants().require(Merchants.DEFAULT);
  }

  PlatformOrderKey placed(String outTradeNo, long total) {
    Terms terms =
        new Terms(
            Api.V3,
            null,
            PlatformTradeType.NATIVE,
            MCHID,
            merchant().appid(),
            null,
            null,
            outTradeNo,
            "flat white",
            "table 7",
            total,
            "CNY",
            "http://127.0.0.1:" + shop.getAddress().getPort() + "/notify",
            null,
            null,
            null,
            null,
            false,
            outTradeNo + total);
    platform.place(terms);
    return terms.key();
  }

  PlatformOrder refunded(PlatformOrderKey key, String outRefundNo, long refund) {
    long total = platform.order(key).terms().total();
    platform.refund(
        new RefundTerms(Api.V3, key, outRefundNo, refund, total, "cold", null, outRefundNo));
    return platform.order(key);
  }

  Response ask(String method, String target, @Nullable String body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    return routes.handle(new Request(method, target, List.of(), bytes, "127.0.0.1", null));
  }

  JsonNode get(String target) {
    return json(ask("GET", target, null));
  }

  JsonNode put(String target, String body) {
    return json(ask("PUT", target, body));
  }

  JsonNode post(String target, String body) {
    return json(ask("POST", target, body));
  }

  static JsonNode json(Response answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    messenger.close();
    clock.close();
    shop.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
