package io.github.paybell.simulator.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Rules;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A shop that speaks v2 to a platform of its own: signs requests, checks answers. */
public final class Shop implements AutoCloseable {
  /** 8 in the morning in Beijing. */
  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  static final String BASE_URL = "http://127.0.0.1:9090";

  private static final Clock STILL = Clock.fixed(START, ZoneOffset.UTC);
  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

  final SimClock clock = new SimClock(STILL, Speed.MANUAL);
  final Merchants merchants = new Merchants();
  final Merchant merchant = merchants.require(Merchants.DEFAULT);
  final Platform platform = new Platform(clock, new Dice(7), merchants, Rules.DEFAULT);
  private final Routes routes =
      new Routes(request -> Response.text(404, ""), request -> Response.text(405, ""));

  public Shop() {
    new V2Gate(
            platform, platform, new Frequency(platform, STILL), new Bills(platform), () -> BASE_URL)
        .routes(routes);
  }

  @Override
  public void close() {
    clock.close();
  }

  public Platform platform() {
    return platform;
  }

  public void advance(Duration by) {
    clock.advance(by);
  }

  /** Changes one rule, by the name of its component. */
  public void rule(String name, Object value) {
    try {
      RecordComponent[] components = Rules.class.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        boolean it = components[i].getName().equals(name);
        values[i] = it ? value : components[i].getAccessor().invoke(platform.rules());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      platform.rules(Rules.class.getDeclaredConstructor(types).newInstance(values));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** A second merchant with other numbers and another key. */
  Merchant second() {
    Merchant other =
        new Merchant(
            "1900000110",
            List.of("wx9999999999999999"),
            merchant.openid(),
            merchant.appSecret(),
            "AnotherTestKeyForSimulator000002",
            merchant.apiV3Key(),
            merchant.merchantSerial(),
            merchant.merchantPrivateKey(),
            merchant.merchantPublicKey(),
            merchant.merchantCertificate(),
            merchant.publicKey(),
            merchant.certificates(),
            merchant.callbackKey(),
            List.of(),
            List.of());
    merchants.put(other);
    return other;
  }

  // ------------------------------------------------------------------------------------- fields

  /** The common fields and these, given as names and values in turn. */
  Map<String, String> fields(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", merchant.appid());
    fields.put("mch_id", merchant.mchid());
    fields.put("nonce_str", "ibuaiVcKdpRxkhJA");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** An order for a JSAPI payment of 88.00 yuan, with changes. */
  Map<String, String> order(String outTradeNo, String... namesAndValues) {
    Map<String, String> fields =
        fields(
            "body", "茶",
            "out_trade_no", outTradeNo,
            "total_fee", "8800",
            "spbill_create_ip", "127.0.0.1",
            "notify_url", "http://127.0.0.1:8080/notify/x",
            "trade_type", "JSAPI",
            "openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    fields.putAll(fields(namesAndValues));
    return fields;
  }

  static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    rest.remove(name);
    return rest;
  }

  // -------------------------------------------------------------------------------------- calls

  /** Sends with MD5; the answer must be signed and say SUCCESS twice. */
  SortedMap<String, String> succeed(String path, Map<String, String> fields) {
    SortedMap<String, String> answer = call(path, fields);
    assertThat(answer).as("answer").containsEntry("result_code", "SUCCESS");
    return answer;
  }

  /** Sends with MD5; the answer must be signed and say FAIL; its code. */
  String fail(String path, Map<String, String> fields) {
    SortedMap<String, String> answer = call(path, fields);
    assertThat(answer)
        .as("answer")
        .containsEntry("result_code", "FAIL")
        .containsKey("err_code_des");
    return answer.get("err_code");
  }

  /** Sends with MD5; the answer must be signed. */
  SortedMap<String, String> call(String path, Map<String, String> fields) {
    SortedMap<String, String> answer = read(post(path, signed(fields, SignType.MD5)));
    assertThat(answer).as("answer").containsEntry("return_code", "SUCCESS");
    assertThat(answer.get("sign")).isEqualTo(V2Messages.sign(answer, SignType.MD5, merchant.v2()));
    return answer;
  }

  Map<String, String> signed(Map<String, String> fields, SignType signType) {
    return V2Messages.signed(fields, signType, merchant.v2());
  }

  static Map<String, String> signed(Map<String, String> fields, String key) {
    return V2Messages.signed(fields, SignType.MD5, V2Key.of(key));
  }

  Response post(String path, Map<String, String> fields) {
    return post(path, V2Messages.payment(fields, FORM), null);
  }

  Response post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), null);
  }

  Response post(String path, byte[] body, @Nullable X509Certificate certificate) {
    return send("POST", path, body, certificate);
  }

  Response send(String method, String path, byte[] body, @Nullable X509Certificate certificate) {
    List<Map.Entry<String, String>> headers = List.of(Map.entry("Content-Type", "text/xml"));
    return routes.handle(new Request(method, path, headers, body, "127.0.0.1", certificate));
  }

  Response post(String path, Map<String, String> fields, X509Certificate certificate) {
    return post(path, V2Messages.payment(fields, FORM), certificate);
  }

  static SortedMap<String, String> read(Response answer) {
    FieldTable table = new FieldTable();
    assertThat(table.read(answer.body())).as(text(answer)).isTrue();
    return table.toMap();
  }

  static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  // ------------------------------------------------------------------------------ what happens

  /** Places an order of so many fen. */
  public void place(String outTradeNo, long total, String... more) {
    Map<String, String> fields = order(outTradeNo, more);
    fields.put("total_fee", Long.toString(total));
    succeed("/pay/unifiedorder", fields);
  }

  /** Pays as the user would. */
  public void pay(String outTradeNo, Coupon... coupons) {
    platform.pay(
        new PlatformOrderKey(merchant.mchid(), outTradeNo), Paying.PLAIN.using(List.of(coupons)));
  }

  /** Asks for a refund. */
  public SortedMap<String, String> refund(
      String outTradeNo, String outRefundNo, long refund, long total) {
    return succeed("/secapi/pay/refund", refundOf(outTradeNo, outRefundNo, refund, total));
  }

  Map<String, String> refundOf(
      String outTradeNo, String outRefundNo, long refund, long total, String... more) {
    Map<String, String> fields =
        fields(
            "out_trade_no",
            outTradeNo,
            "out_refund_no",
            outRefundNo,
            "refund_fee",
            Long.toString(refund),
            "total_fee",
            Long.toString(total));
    fields.putAll(fields(more));
    return fields;
  }

  /** A coupon that was paid for in advance. */
  public static Coupon cash(String id, long fee) {
    return new Coupon(Coupon.Type.CASH, id, "充值券", "stock-" + id, fee);
  }

  /** A coupon that the merchant bears. */
  public static Coupon noCash(String id, long fee) {
    return new Coupon(Coupon.Type.NO_CASH, id, "免充值券", "stock-" + id, fee);
  }
}
