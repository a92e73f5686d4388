package io.github.paybell.simulator.v3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Rules;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's program in front of the gate, without a network between them. */
final class Till implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String APPID = "wx8888888888888888";
  static final String MCHID = Merchants.DEFAULT_MCHID;
  static final String BASE_URL = "http://127.0.0.1:9090";

  final Platform platform;
  final Merchant merchant;
  private final SimClock clock;
  private final Routes routes;

  Till() {
    this(Rules.DEFAULT);
  }

  Till(Rules rules) {
    Clock real = Clock.fixed(START, ZoneOffset.UTC);
    clock = new SimClock(real, Speed.MANUAL);
    platform = new Platform(clock, new Dice(1), new Merchants(), rules);
    merchant = platform.merchants().require(MCHID);
    V3Gate gate =
        new V3Gate(
            platform,
            platform,
            new Frequency(platform, real),
            new Bills(platform),
            real,
            () -> BASE_URL);
    routes = new Routes(gate::notFound, gate::wrongMethod);
    gate.routes(routes);
  }

  @Override
  public void close() {
    clock.close();
  }

  // ------------------------------------------------------------------------------------- asking

  Response post(String target, String body) {
    return send(signed("POST", target, body));
  }

  Response get(String target) {
    return send(signed("GET", target, ""));
  }

  Response send(Request request) {
    return routes.handle(request);
  }

  Request signed(String method, String target, String body) {
    return signedBy(merchant.signer(), MCHID, method, target, body);
  }

  static Request signedBy(
      V3Signer signer, String mchid, String method, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return request(
        method,
        target,
        V3Request.authorization(signer, mchid, method, target, START, "nonce", bytes),
        body);
  }

  static Request request(String method, String target, String authorization, String body) {
    return new Request(
        method,
        target,
        List.of(
            Map.entry("Accept", "application/json"),
            Map.entry("User-Agent", "till"),
            Map.entry("Authorization", authorization)),
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1",
        null);
  }

  static Request with(Request request, String name, String value) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
    headers.add(Map.entry(name, value));
    return new Request(
        request.method(), request.target(), headers, request.body(), request.peer(), null);
  }

  // ------------------------------------------------------------------------------------ answers

  static JsonNode json(Response answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  static String header(Response answer, String name) {
    return answer.headers().stream()
        .filter(it -> it.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The body of an answer that says yes; its signature is checked. */
  JsonNode ok(Response answer) {
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    assertSigned(answer, platform.merchants().certificate().publicKey());
    return json(answer);
  }

  static void assertSigned(Response answer, PublicKey key) {
    String message =
        header(answer, "Wechatpay-Timestamp") + "\n" + header(answer, "Wechatpay-Nonce") + "\n";
    assertThat(
            V3Signer.verifies(
                key,
                (message + text(answer) + "\n").getBytes(StandardCharsets.UTF_8),
                header(answer, "Wechatpay-Signature")))
        .as("signature of the answer")
        .isTrue();
  }

  static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static void assertRefused(Response answer, int status, String code) {
    assertThat(answer.status()).as(text(answer)).isEqualTo(status);
    assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
    assertThat(json(answer).path("message").stringValue()).isNotBlank();
    assertThat(header(answer, "Request-ID")).matches("08[0-9A-F]+-[1-9][0-9]*");
    assertThat(header(answer, "Wechatpay-Signature")).isEmpty();
    assertThat(answer.note()).contains(code.equals("SIGN_ERROR") ? "SIGN_ERROR" : "");
  }

  // ------------------------------------------------------------------------------------- orders

  static String order(String outTradeNo, long total) {
    return """
    {"appid":"%s","mchid":"%s","description":"咖啡","out_trade_no":"%s",\
    "notify_url":"http://127.0.0.1:8080/notify/t","amount":{"total":%d,"currency":"CNY"},\
    "payer":{"openid":"o-payer"}}\
    """
        .formatted(APPID, MCHID, outTradeNo, total);
  }

  /** Places an order of the usual kind. */
  String place(String outTradeNo, long total) {
    return ok(post("/v3/pay/transactions/jsapi", order(outTradeNo, total)))
        .path("prepay_id")
        .stringValue();
  }

  /** Places and pays one. */
  void sell(String outTradeNo, long total) {
    place(outTradeNo, total);
    pay(outTradeNo, Paying.PLAIN);
  }

  void pay(String outTradeNo, Paying how) {
    platform.pay(new PlatformOrderKey(MCHID, outTradeNo), how);
  }

  static String query(String outTradeNo) {
    return "/v3/pay/transactions/out-trade-no/" + outTradeNo + "?mchid=" + MCHID;
  }

  static String refund(String outTradeNo, String outRefundNo, long refund, long total) {
    return """
    {"out_trade_no":"%s","out_refund_no":"%s",\
    "amount":{"refund":%d,"total":%d,"currency":"CNY"}}\
    """
        .formatted(outTradeNo, outRefundNo, refund, total);
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  /** A further merchant with keys of its own. */
  Merchant addMerchant(String mchid, KeyPair keys) {
    Merchant added =
        new Merchant(
            mchid,
            merchant.appids(),
            "o-other",
            merchant.appSecret(),
            merchant.v2Key(),
            "OtherApiV3Key0123456789ABCDEFGHI",
            "7E57C0DE0000000000000000000000000000B002",
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n",
            (RSAPublicKey) keys.getPublic(),
            merchant.merchantCertificate(),
            merchant.publicKey(),
            Merchant.Certificates.ONE,
            Merchant.CallbackKey.CERTIFICATE,
            List.of(),
            List.of());
    platform.merchants().put(added);
    return added;
  }

  /** The same merchant, shown other certificates and bound to these sub-merchants. */
  void change(Merchant.Certificates certificates, List<String> subMchids) {
    Merchant it = merchant;
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
                certificates,
                it.callbackKey(),
                subMchids,
                List.of()));
  }
}
