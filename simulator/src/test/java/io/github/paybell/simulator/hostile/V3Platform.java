package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.v3.V3Gate;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A platform on which every good request has something to find. */
final class V3Platform implements AutoCloseable {
  static final String MCHID = Merchants.DEFAULT_MCHID;
  static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  private static final Clock STILL = Clock.fixed(NOW, ZoneOffset.UTC);

  private final SimClock clock = new SimClock(STILL, Speed.MANUAL);
  private final Platform platform;
  private final V3Signer signer;
  private final Routes routes;
  private final Map<String, String> known = new HashMap<>();

  V3Platform() {
    Rules rules =
        RulesJson.apply(
            Rules.DEFAULT, JsonMapper.shared().readTree("{\"frequency-limits\":false}"));
    Merchants merchants = new Merchants();
    Merchant merchant = withShortKey(merchants.require(MCHID));
    merchants.put(merchant);
    platform = new Platform(clock, new Dice(1), merchants, rules);
    signer = merchant.signer();
    V3Gate gate =
        new V3Gate(
            platform,
            platform,
            new Frequency(platform, STILL),
            new Bills(platform),
            STILL,
            () -> "http://127.0.0.1");
    routes = new Routes(gate::notFound, gate::wrongMethod);
    gate.routes(routes);
    populate();
  }

  /**
   * Thousands of requests are signed with it, and half the length is done in a sixth of the time.
   */
  private static Merchant withShortKey(Merchant usual) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(1024);
      KeyPair pair = generator.generateKeyPair();
      String pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----\n";
      return new Merchant(
          usual.mchid(),
          usual.appids(),
          usual.openid(),
          usual.appSecret(),
          usual.v2Key(),
          usual.apiV3Key(),
          usual.merchantSerial(),
          pem,
          (RSAPublicKey) pair.getPublic(),
          usual.merchantCertificate(),
          usual.publicKey(),
          usual.certificates(),
          usual.callbackKey(),
          usual.subMchids(),
          usual.payDirectories());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void populate() {
    known.put("day", clock.now().atOffset(PlatformTime.OFFSET).toLocalDate().toString());
    good(V3Case.direct("native", "HOSTILE0001"));
    known.put("paid", pay("HOSTILE0001"));
    good(V3Case.partner("native", "HOSTILE0002"));
    known.put("partner", pay("HOSTILE0002"));
    good(V3Case.combined("native", "HOSTILE0003"));
    known.put("combined", pay("HOSTILE0003A"));
    good(V3Case.direct("native", "HOSTILE0004"));
    good(V3Case.partner("native", "HOSTILE0005"));
    good(V3Case.combined("native", "HOSTILE0006"));
    good(V3Case.refund("HOSTILE0001", "REFUND1"));
    good(V3Case.refund("HOSTILE0001", "REFUND2"));
    PlatformOrderKey paid = new PlatformOrderKey(MCHID, "HOSTILE0001");
    PlatformRefund refund = platform.settle(paid, "REFUND2", PlatformRefund.Status.ABNORMAL);
    known.put("refund", refund.refundId());
    clock.advance(Duration.ofHours(34));
    Response bill = good(V3Case.get("/v3/bill/tradebill?bill_date=" + known.get("day")));
    String url = JsonMapper.shared().readTree(bill.body()).path("download_url").stringValue();
    known.put("token", url.replaceFirst(".*token=", ""));
  }

  private String pay(String outTradeNo) {
    List<PlatformOrder> paid = platform.pay(new PlatformOrderKey(MCHID, outTradeNo), Paying.PLAIN);
    return paid.get(0).paid().transactionId();
  }

  private Response good(V3Case good) {
    Response answer = handle(request(good));
    assertThat(answer.status()).as(Shown.of(answer.body())).isEqualTo(200);
    return answer;
  }

  List<V3Case> cases() {
    return V3Case.all(known);
  }

  /** A good request, signed. */
  Request request(V3Case good) {
    byte[] body =
        good.method().equals("GET")
            ? new byte[0]
            : good.body().toString().getBytes(StandardCharsets.UTF_8);
    return signed(good.method(), good.target(), body);
  }

  /** Whatever it is, signed. */
  Request signed(String method, String target, byte[] body) {
    String authorization =
        V3Request.authorization(signer, MCHID, method, target, NOW, "593BEC0C930BF1AF", body);
    return new Request(
        method,
        target,
        List.of(
            Map.entry("Accept", "application/json"),
            Map.entry("User-Agent", "hostile"),
            Map.entry("Content-Type", "application/json"),
            Map.entry("Authorization", authorization)),
        body,
        "test",
        null);
  }

  Response handle(Request request) {
    return routes.handle(request);
  }

  @Override
  public void close() {
    clock.close();
  }
}
