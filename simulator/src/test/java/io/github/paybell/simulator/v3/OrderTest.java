package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.header;
import static io.github.paybell.simulator.v3.Till.json;
import static io.github.paybell.simulator.v3.Till.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Placing orders")
class OrderTest {
  private static final String JSAPI = "/v3/pay/transactions/jsapi";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("jsapi and app give a prepay_id with which the cashier opens")
  void prepayId() {
    for (String path : List.of("jsapi", "app")) {
      var body = till.ok(till.post("/v3/pay/transactions/" + path, order("order-" + path, 880)));
      assertThat(body.propertyNames()).containsExactly("prepay_id");
      assertThat(body.path("prepay_id").stringValue()).matches("wx[0-9a-f]{30}0000");
      assertThat(till.platform.prepay(body.path("prepay_id").stringValue()).orders())
          .containsExactly(new PlatformOrderKey(MCHID, "order-" + path));
    }
  }

  @Test
  @DisplayName("native gives a code_url from which the prepay_id can be read")
  void codeUrl() {
    var body = till.ok(till.post("/v3/pay/transactions/native", order("order-0001", 880)));

    assertThat(body.propertyNames()).containsExactly("code_url");
    String url = body.path("code_url").stringValue();
    assertThat(url).startsWith("weixin://wxpay/bizpayurl?pr=");
    assertThat(till.platform.prepay(url.substring(url.indexOf('=') + 1)).tradeType())
        .isEqualTo(PlatformTradeType.NATIVE);
  }

  @Test
  @DisplayName("h5 gives an h5_url: the cashier here, or what looks like WeChat Pay's own link")
  void h5Url() {
    String shape = "/cgi-bin/mmpayweb-bin/checkmweb\\?prepay_id=wx[0-9a-f]+&package=[0-9]+";
    var body = till.ok(till.post("/v3/pay/transactions/h5", h5("order-0001")));
    assertThat(body.propertyNames()).containsExactly("h5_url");
    assertThat(body.path("h5_url").stringValue()).matches("http://127\\.0\\.0\\.1:9090" + shape);

    till.platform.rules(RulesChange.with("officialLinks", true));
    body = till.ok(till.post("/v3/pay/transactions/h5", h5("order-0001")));
    assertThat(body.path("h5_url").stringValue()).matches("https://wx\\.tenpay\\.com" + shape);
  }

  private static String h5(String outTradeNo) {
    return order(outTradeNo, 880)
        .replaceFirst(
            "\\{",
            """
            {"scene_info":{"payer_client_ip":"14.23.150.211","device_id":"POS1:1",\
            "h5_info":{"type":"Wap"}},\
            """);
  }

  @Test
  @DisplayName("a good answer is signed and has exactly the documented headers in their case")
  void answerHeaders() {
    Response answer = till.post(JSAPI, order("order-0001", 880));

    assertThat(answer.headers().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "Content-Type",
            "Connection",
            "Keep-Alive",
            "Cache-Control",
            "X-Content-Type-Options",
            "Content-Language",
            "Request-ID",
            "Wechatpay-Nonce",
            "Wechatpay-Serial",
            "Wechatpay-Signature",
            "Wechatpay-Signature-Type",
            "Wechatpay-Timestamp");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(header(answer, "Keep-Alive")).isEqualTo("timeout=8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache, must-revalidate");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Language")).isEqualTo("zh-CN");
    assertThat(header(answer, "Request-ID")).matches("08[0-9A-F]{38}-0");
    assertThat(header(answer, "Wechatpay-Signature-Type")).isEqualTo("WECHATPAY2-SHA256-RSA2048");
    assertThat(header(answer, "Wechatpay-Timestamp")).isEqualTo("1767225600");
    assertThat(header(answer, "Wechatpay-Nonce")).matches("[0-9A-Za-z]{32}");
  }

  @Test
  @DisplayName("whose request names the public key gets an answer that this key signed")
  void answerKey() {
    var publicKey = till.merchant.publicKey();
    var request = till.signed("POST", JSAPI, order("order-0001", 880));
    Response answer = till.send(Till.with(request, "Wechatpay-Serial", publicKey.serial()));
    assertThat(header(answer, "Wechatpay-Serial")).startsWith("PUB_KEY_ID_");
    Till.assertSigned(answer, publicKey.publicKey());

    // During its first download of certificates wechatpay-java sends the header empty.
    answer = till.send(Till.with(request, "Wechatpay-Serial", ""));
    assertThat(header(answer, "Wechatpay-Serial"))
        .isEqualTo(till.platform.merchants().certificate().serial());

    till.change(Merchant.Certificates.NONE, List.of());
    answer = till.send(request);
    Till.assertSigned(answer, publicKey.publicKey());
  }

  @Test
  @DisplayName("everything that was asked for is kept")
  void terms() {
    String body =
        """
        {"appid":"%s","mchid":"%s","description":"腾讯充值中心","out_trade_no":"order_-|*01",
         "time_expire":"2026-01-01T10:00:00.120+08:00","attach":"门店=1&b","notify_url":"https://shop.example.com/n",
         "goods_tag":"WXG","support_fapiao":true,"amount":{"total":100},
         "payer":{"openid":"o-1","identity":{"type":"IDCARD"}},
         "detail":{"cost_price":608800,"invoice_id":"微信123","goods_detail":[{"merchant_goods_id":"1246464644",
           "wechatpay_goods_id":"1001","goods_name":"iPhoneX","quantity":1,"unit_price":528800}]},
         "scene_info":{"payer_client_ip":"14.23.150.211","device_id":"013467007045764",
           "store_info":{"id":"0001","name":"分店","area_code":"440305","address":"科技中一道"}},
         "settle_info":{"profit_sharing":false}}\
        """
            .formatted(Till.APPID, MCHID);
    Response answer = till.post(JSAPI, body);

    till.ok(answer);
    assertThat(answer.note()).isEmpty();
    Terms terms = till.platform.order(new PlatformOrderKey(MCHID, "order_-|*01")).terms();
    assertThat(terms.description()).isEqualTo("腾讯充值中心");
    assertThat(terms.attach()).isEqualTo("门店=1&b");
    assertThat(terms.timeExpire()).isEqualTo(Instant.parse("2026-01-01T02:00:00.120Z"));
    assertThat(terms.total()).isEqualTo(100);
    assertThat(terms.currency()).isEqualTo("CNY");
    assertThat(terms.openid()).isEqualTo("o-1");
    assertThat(terms.deviceInfo()).isEqualTo("013467007045764");
    assertThat(terms.notifyUrl()).isEqualTo("https://shop.example.com/n");
  }

  @Test
  @DisplayName("members that no document names are tolerated, and the watcher is told")
  void unknownMembers() {
    Response answer =
        till.post(JSAPI, order("order-0001", 880).replace("\"total\"", "\"tip\":1,\"total\""));

    till.ok(answer);
    assertThat(answer.note()).contains("请求中含有未在API文档中定义的参数").contains("/amount/tip");
  }

  @Test
  @DisplayName("the same order again gets a fresh prepay_id, even with another time_expire")
  void again() {
    String first = till.place("order-0001", 880);
    String second = till.place("order-0001", 880);
    String third =
        till.ok(
                till.post(
                    JSAPI,
                    order("order-0001", 880)
                        .replaceFirst("\\{", "{\"time_expire\":\"2026-02-01T00:00:00+08:00\",")))
            .path("prepay_id")
            .stringValue();

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(till.platform.orders()).hasSize(1);
  }

  @Test
  @DisplayName("the same number with other data, another way to pay included, is refused")
  void differs() {
    till.place("order-0001", 880);

    Response amount = till.post(JSAPI, order("order-0001", 881));
    assertRefused(amount, 400, "INVALID_REQUEST");
    assertThat(header(amount, "Request-ID")).endsWith("-268498688");
    assertThat(json(amount).path("message").stringValue()).contains("商户订单号重复");
    assertRefused(
        till.post("/v3/pay/transactions/native", order("order-0001", 880)), 400, "INVALID_REQUEST");
  }

  @Test
  @DisplayName("a paid or closed order cannot be placed again")
  void over() {
    till.sell("order-0001", 880);
    till.place("order-0002", 880);
    till.advance(Duration.ofDays(7));

    assertRefused(till.post(JSAPI, order("order-0001", 880)), 400, "ORDER_PAID");
    assertRefused(till.post(JSAPI, order("order-0002", 880)), 400, "ORDER_CLOSED");
  }

  @Test
  @DisplayName("an appid of somebody else is refused")
  void appid() {
    Response answer = till.post(JSAPI, order("order-0001", 880).replace(Till.APPID, "wx0"));

    assertRefused(answer, 400, "APPID_MCHID_NOT_MATCH");
    assertThat(header(answer, "Request-ID")).endsWith("-268445527");
  }

  @Test
  @DisplayName("a partner places for its sub-merchants")
  void partner() {
    String body =
        """
        {"sp_appid":"%s","sp_mchid":"%s","sub_appid":"wxsub","sub_mchid":"1900000119",\
        "description":"咖啡","out_trade_no":"order-0001","notify_url":"https://sp.example.com/n",\
        "amount":{"total":880,"currency":"CNY"},"payer":{"sub_openid":"o-sub"}}\
        """
            .formatted(Till.APPID, MCHID);
    String path = "/v3/pay/partner/transactions/jsapi";

    till.ok(till.post(path, body));
    Terms terms = till.platform.order(new PlatformOrderKey(MCHID, "order-0001")).terms();
    assertThat(terms.subMchid()).isEqualTo("1900000119");
    assertThat(terms.subAppid()).isEqualTo("wxsub");
    assertThat(terms.subOpenid()).isEqualTo("o-sub");

    assertRefused(
        till.post(path, body.replace("\"sub_appid\":\"wxsub\",", "")), 400, "PARAM_ERROR");
    Response nobody = till.post(path, body.replace("{\"sub_openid\":\"o-sub\"}", "{}"));
    assertRefused(nobody, 400, "PARAM_ERROR");
    assertThat(header(nobody, "Request-ID")).endsWith("-268501013");
    for (String other : List.of("native", "app")) {
      till.ok(
          till.post(
              "/v3/pay/partner/transactions/" + other,
              body.replace("order-0001", "order-" + other)));
    }

    till.change(Merchant.Certificates.ONE, List.of("1900000120"));
    assertRefused(till.post(path, body.replace("order-0001", "order-0002")), 403, "NO_AUTH");
  }

  @Test
  @DisplayName("too many orders in a second are answered 429")
  void frequency() {
    int refused = 0;
    var request = till.signed("POST", JSAPI, order("order-0001", 880));
    for (int i = 0; i < 501; i++) {
      Response answer = till.send(request);
      if (answer.status() == 429) {
        assertRefused(answer, 429, "RATELIMIT_EXCEEDED");
        refused++;
      }
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  @DisplayName("an order that was paid in the meantime is the same order to queries")
  void paid() {
    till.place("order-0001", 880);
    till.pay("order-0001", Paying.PLAIN);

    assertThat(till.ok(till.get(Till.query("order-0001"))).path("trade_state").stringValue())
        .isEqualTo("SUCCESS");
  }
}
