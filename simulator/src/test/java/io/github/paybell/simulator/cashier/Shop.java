package io.github.paybell.simulator.cashier;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop with orders at a platform whose time stands still, and a payer's browser. */
final class Shop implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");
  static final String BASE_URL = "http://192.168.1.7:9090";

  final SimClock clock = new SimClock(Clock.fixed(NOW, ZoneOffset.UTC), Speed.MANUAL);
  final Platform platform = new Platform(clock, new Dice(7), new Merchants(), Rules.DEFAULT);
  private final Routes routes =
      new Routes(request -> Response.empty(404), request -> Response.empty(405));

  Shop() {
    new Cashier(platform, () -> BASE_URL).routes(routes);
  }

  Merchant merchant() {
    return platform.merchants().require(Merchants.DEFAULT);
  }

  PlatformOrderKey key(String outTradeNo) {
    return new PlatformOrderKey(merchant().mchid(), outTradeNo);
  }

  Prepay v3(String outTradeNo, long total) {
    return v3(outTradeNo, total, PlatformTradeType.JSAPI);
  }

  Prepay v3(String outTradeNo, long total, PlatformTradeType tradeType) {
    return platform.place(terms(null, tradeType, outTradeNo, total, null));
  }

  Prepay v2(String outTradeNo, SignType signType) {
    return platform.place(terms(signType, PlatformTradeType.JSAPI, outTradeNo, 100, null));
  }

  Prepay partner(String outTradeNo, String subAppid) {
    return platform.place(terms(null, PlatformTradeType.JSAPI, outTradeNo, 100, subAppid));
  }

  Prepay combined(String outTradeNo, long... totals) {
    List<Terms> parts =
        IntStream.range(0, totals.length)
            .mapToObj(
                i -> terms(null, PlatformTradeType.JSAPI, outTradeNo + "-" + i, totals[i], null))
            .toList();
    return platform.place(
        new Combination(
            merchant().mchid(),
            merchant().appid(),
            outTradeNo,
            PlatformTradeType.JSAPI,
            null,
            null,
            "http://shop.example/notify",
            null,
            parts,
            "fingerprint"));
  }

  private Terms terms(
      @Nullable SignType signType,
      PlatformTradeType tradeType,
      String outTradeNo,
      long total,
      @Nullable String subAppid) {
    return new Terms(
        signType == null ? Api.V3 : Api.V2,
        signType,
        tradeType,
        merchant().mchid(),
        merchant().appid(),
        subAppid == null ? null : "1900000200",
        subAppid,
        outTradeNo,
        "Two cups <of> tea",
        null,
        total,
        "CNY",
        "http://shop.example/notify",
        null,
        null,
        null,
        null,
        false,
        "fingerprint");
  }

  /** What is different about the merchant from now on. */
  void payDirectories(String... directories) {
    Merchant it = merchant();
    platform
        .merchants()
        .put(
            new Merchant(
                it.mchid(),
                it.appids(),
                it.openid(),
                it.appSecret(),
                it.v2Key(),
                it.apiV3Key(),
                it.merchantSerial(),
                it.merchantPrivateKey(),
                it.merchantPublicKey(),
                it.merchantCertificate(),
                it.publicKey(),
                it.certificates(),
                it.callbackKey(),
                it.subMchids(),
                List.of(directories)));
  }

  /** Rules with the stand-ins switched on or off. */
  void standIns(boolean oauth, boolean payDirectories) {
    platform.rules(
        RulesJson.apply(
            platform.rules(),
            JsonMapper.shared()
                .createObjectNode()
                .put("oauth", oauth)
                .put("pay-directories", payDirectories)));
  }

  Response get(String target, String... header) {
    return routes.handle(
        new Request(
            "GET",
            target,
            header.length == 0 ? List.of() : List.of(Map.entry(header[0], header[1])),
            new byte[0],
            "127.0.0.1",
            null));
  }

  Response send(String method, String target, String body) {
    return routes.handle(
        new Request(
            method,
            target,
            List.of(Map.entry("Accept-Language", "en")),
            body.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1",
            null));
  }

  Response pay(Prepay prepay, String password, String... coupons) {
    var body = JsonMapper.shared().createObjectNode().put("password", password);
    var list = body.putArray("coupons");
    for (String coupon : coupons) {
      list.add(coupon);
    }
    return send("POST", "/cashier/" + prepay.prepayId() + "/pay", body.toString());
  }

  JsonNode order(Prepay prepay) {
    return json(get("/cashier/" + prepay.prepayId() + "/order"));
  }

  static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static JsonNode json(Response answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  static String header(Response answer, String name) {
    return answer.headers().stream()
        .filter(header -> header.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    clock.close();
  }
}
