package io.github.paybell.simulator.hostile;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Messages;
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
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.v2.V2Gate;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A platform with one paid and one unpaid order, a refund, and a day gone by. */
final class V2Platform implements AutoCloseable {
  private final SimClock clock = new SimClock(Clock.systemUTC(), Speed.MANUAL);
  private final String today =
      DateTimeFormatter.BASIC_ISO_DATE.format(
          clock.now().atOffset(PlatformTime.OFFSET).toLocalDate());
  private final Platform platform;
  private final Merchant merchant;
  private final Routes routes =
      new Routes(request -> Response.text(404, ""), request -> Response.text(405, ""));

  V2Platform() {
    Rules rules =
        RulesJson.apply(
            Rules.DEFAULT, JsonMapper.shared().readTree("{\"frequency-limits\":false}"));
    platform = new Platform(clock, new Dice(1), new Merchants(), rules);
    merchant = platform.merchants().require(Merchants.DEFAULT);
    Frequency frequency = new Frequency(platform, Clock.systemUTC());
    new V2Gate(platform, platform, frequency, new Bills(platform), () -> "http://127.0.0.1")
        .routes(routes);
    post("/pay/unifiedorder", xml(signed(good("unifiedorder"))));
    platform.pay(new PlatformOrderKey(merchant.mchid(), "HOSTILE0001"), Paying.PLAIN);
    post("/secapi/pay/refund", xml(signed(good("refund"))));
    clock.advance(Duration.ofHours(34));
    Map<String, String> unpaid = good("unifiedorder");
    unpaid.put("out_trade_no", "HOSTILE0002");
    post("/pay/unifiedorder", xml(signed(unpaid)));
  }

  Merchant merchant() {
    return merchant;
  }

  /** What a good request says. */
  Map<String, String> good(String api) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", merchant.appid());
    fields.put("mch_id", merchant.mchid());
    fields.put("nonce_str", "ibuaiVcKdpRxkhJA");
    switch (api) {
      case "unifiedorder" -> order(fields);
      case "orderquery" -> fields.put("out_trade_no", "HOSTILE0001");
      case "closeorder" -> fields.put("out_trade_no", "HOSTILE0002");
      case "refund" -> refund(fields);
      case "refundquery" -> {
        fields.put("out_refund_no", "REFUND1");
        fields.put("offset", "0");
      }
      case "downloadbill" -> {
        fields.put("bill_date", today);
        fields.put("bill_type", "ALL");
        fields.put("tar_type", "GZIP");
      }
      default -> fields.remove("appid");
    }
    return fields;
  }

  private static void order(Map<String, String> fields) {
    fields.put("device_info", "WEB");
    fields.put("body", "茶");
    fields.put("attach", "深圳分店");
    fields.put("out_trade_no", "HOSTILE0001");
    fields.put("fee_type", "CNY");
    fields.put("total_fee", "8800");
    fields.put("spbill_create_ip", "127.0.0.1");
    fields.put("time_expire", "20991231235959");
    fields.put("notify_url", "http://127.0.0.1:8080/notify");
    fields.put("trade_type", "JSAPI");
    fields.put("openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    fields.put("scene_info", "{\"h5_info\":{}}");
  }

  private static void refund(Map<String, String> fields) {
    fields.put("out_trade_no", "HOSTILE0001");
    fields.put("out_refund_no", "REFUND1");
    fields.put("total_fee", "8800");
    fields.put("refund_fee", "100");
    fields.put("refund_desc", "凉了");
    fields.put("notify_url", "http://127.0.0.1:8080/notify");
  }

  Map<String, String> signed(Map<String, String> fields) {
    boolean hmac = "HMAC-SHA256".equals(fields.get("sign_type"));
    return V2Messages.signed(fields, hmac ? SignType.HMAC_SHA256 : SignType.MD5, merchant.v2());
  }

  /** As text of XML, whatever the values are: no writer that knows better stands between. */
  static byte[] xml(Map<String, String> fields) {
    StringBuilder xml = new StringBuilder("<xml>");
    fields.forEach(
        (name, value) ->
            xml.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value)
                .append("]]></")
                .append(name)
                .append('>'));
    return xml.append("</xml>").toString().getBytes(StandardCharsets.UTF_8);
  }

  Response post(String path, byte[] body) {
    return routes.handle(
        new Request(
            "POST", path, List.of(Map.entry("Content-Type", "text/xml")), body, "test", null));
  }

  @Override
  public void close() {
    clock.close();
  }
}
