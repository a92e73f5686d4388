package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedOrderEndpointTest {
  private static final String PATH = "/pay/unifiedorder";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private PlatformOrder order(String outTradeNo) {
    return shop.platform.order(new PlatformOrderKey(shop.merchant.mchid(), outTradeNo));
  }

  @Test
  @DisplayName("JSAPI answers a prepay_id of 36 characters and its trade type")
  void jsapi() {
    SortedMap<String, String> answer = shop.succeed(PATH, shop.order("SIM001"));

    assertThat(answer).containsEntry("trade_type", "JSAPI").doesNotContainKey("code_url");
    assertThat(answer.get("prepay_id")).startsWith("wx").hasSize(36);
    assertThat(answer.get("nonce_str")).isNotEmpty().hasSizeLessThanOrEqualTo(32);
  }

  @Test
  @DisplayName("NATIVE answers a code_url that WeChat's scanner knows")
  void nativePay() {
    SortedMap<String, String> answer =
        shop.succeed(PATH, shop.order("SIM001", "trade_type", "NATIVE", "product_id", "tea"));

    assertThat(answer.get("code_url"))
        .isEqualTo("weixin://wxpay/bizpayurl?pr=" + answer.get("prepay_id"))
        .hasSizeLessThanOrEqualTo(64);
  }

  @Test
  @DisplayName(
      "MWEB answers a link to this platform's cashier, or WeChat's own if the rule says so")
  void mweb() {
    Map<String, String> fields =
        shop.order(
            "SIM001", "trade_type", "MWEB", "scene_info", "{\"h5_info\":{\"type\":\"Wap\"}}");

    assertThat(shop.succeed(PATH, fields).get("mweb_url"))
        .matches(
            Shop.BASE_URL
                + "/cgi-bin/mmpayweb-bin/checkmweb\\?prepay_id=wx\\w{34}&package=\\d{10}");
    shop.rule("officialLinks", true);
    assertThat(shop.succeed(PATH, fields).get("mweb_url")).startsWith("https://wx.tenpay.com/");
  }

  @Test
  @DisplayName("What the request says is what the platform keeps")
  void terms() {
    shop.succeed(
        PATH,
        shop.order(
            "SIM001",
            "attach",
            "店铺17",
            "device_info",
            "WEB",
            "detail",
            "{\"goods_detail\":[]}",
            "time_start",
            "20260105080000",
            "time_expire",
            "20260105090000",
            "goods_tag",
            "tag",
            "limit_pay",
            "no_credit",
            "receipt",
            "Y",
            "profit_sharing",
            "N",
            "version",
            "1.0"));

    PlatformOrder order = order("SIM001");
    assertThat(order.terms().total()).isEqualTo(8800);
    assertThat(order.terms().description()).isEqualTo("茶");
    assertThat(order.terms().attach()).isEqualTo("店铺17");
    assertThat(order.terms().deviceInfo()).isEqualTo("WEB");
    assertThat(order.terms().itemised()).isTrue();
    assertThat(order.expiresAt()).isEqualTo(Instant.parse("2026-01-05T01:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body",
        "out_trade_no",
        "total_fee",
        "spbill_create_ip",
        "notify_url",
        "trade_type",
        "openid"
      })
  @DisplayName("A required field that is missing or empty is LACK_PARAMS, naming it")
  void missing(String name) {
    assertThat(shop.fail(PATH, without(shop.order("SIM001"), name))).isEqualTo("LACK_PARAMS");
    SortedMap<String, String> answer = shop.call(PATH, shop.order("SIM001", name, ""));
    assertThat(answer).containsEntry("err_code", "LACK_PARAMS");
    assertThat(answer.get("err_code_des")).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "total_fee, 0",
    "total_fee, -1",
    "total_fee, 88.00",
    "total_fee, 2147483648",
    "total_fee, 1e3",
    "fee_type, USD",
    "trade_type, MICROPAY",
    "out_trade_no, a b",
    "out_trade_no, 订单1",
    "time_expire, 2026-01-05",
    "time_expire, 20260231000000",
    "time_expire, 20260105080030",
    "limit_pay, no_debit",
    "scene_info, shop",
    "notify_url, /notify",
    "notify_url, shop.example.com/notify",
    "notify_url, ftp://shop.example.com/notify",
    "notify_url, https://shop.example.com/notify?id=1",
    "notify_url, https://shop.example.com/notify#x"
  })
  @DisplayName("A field that is not as documented is INVALID_REQUEST")
  void malformed(String name, String value) {
    assertThat(shop.fail(PATH, shop.order("SIM001", name, value))).isEqualTo("INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "A@1", "a|b", "*-_|@", "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@"})
  @DisplayName("A number has v2's alphabet: letters, digits, _-|*@; it is found and closed by it")
  void alphabet(String outTradeNo) {
    shop.succeed(PATH, shop.order(outTradeNo));
    assertThat(shop.succeed("/pay/orderquery", shop.fields("out_trade_no", outTradeNo)))
        .containsEntry("trade_state", "NOTPAY");
    shop.succeed("/pay/closeorder", shop.fields("out_trade_no", outTradeNo));
    assertThat(order(outTradeNo).tradeState()).isEqualTo(PlatformTradeState.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "body, 128",
    "attach, 127",
    "out_trade_no, 32",
    "device_info, 32",
    "detail, 6000",
    "spbill_create_ip, 64",
    "goods_tag, 32",
    "product_id, 32",
    "openid, 128",
    "user_truename, 64"
  })
  @DisplayName("A field may be as long as documented and not longer")
  void lengths(String name, int most) {
    assertThat(shop.fail(PATH, shop.order("SIM001", name, "a".repeat(most + 1))))
        .isEqualTo("INVALID_REQUEST");
    shop.succeed(PATH, shop.order("SIM001", name, "a".repeat(most)));
  }

  @Test
  @DisplayName("MWEB without scene_info is LACK_PARAMS")
  void sceneInfo() {
    assertThat(shop.fail(PATH, shop.order("SIM001", "trade_type", "MWEB")))
        .isEqualTo("LACK_PARAMS");
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example.com/notify",
    "https://shop.example.com:8443/notify",
    "https://localhost/notify",
    "https://shop/notify",
    "https://192.168.1.7/notify",
    "https://172.16.0.1/notify",
    "https://10.0.0.1/notify",
    "https://[::1]/notify"
  })
  @DisplayName("With the rule on, notify_url must be https on a public host without a port")
  void strictNotifyUrl(String url) {
    shop.succeed(PATH, shop.order("SIM001", "notify_url", url));
    shop.rule("notifyUrlRules", true);

    assertThat(shop.fail(PATH, shop.order("SIM002", "notify_url", url)))
        .isEqualTo("INVALID_REQUEST");
    shop.succeed(PATH, shop.order("SIM003", "notify_url", "https://shop.example.com/notify"));
  }

  @Test
  @DisplayName("A partner's order names the sub-merchant and may name the payer under either appid")
  void partner() {
    Map<String, String> fields =
        without(
            shop.order(
                "SIM001",
                "sub_mch_id",
                "1900000111",
                "sub_appid",
                "wx7777777777777777",
                "sub_openid",
                "oSub"),
            "openid");

    SortedMap<String, String> answer = shop.succeed(PATH, fields);

    assertThat(answer).containsEntry("sub_mch_id", "1900000111");
    assertThat(order("SIM001").terms().subOpenid()).isEqualTo("oSub");
    assertThat(shop.fail(PATH, without(without(fields, "sub_openid"), "openid")))
        .isEqualTo("LACK_PARAMS");
    assertThat(shop.fail(PATH, without(fields, "sub_appid"))).isEqualTo("LACK_PARAMS");
  }

  @Test
  @DisplayName("The same order again gives a fresh prepay_id; nonce_str and sign may differ")
  void again() {
    String first = shop.succeed(PATH, shop.order("SIM001")).get("prepay_id");
    String second =
        shop.succeed(PATH, shop.order("SIM001", "nonce_str", "another")).get("prepay_id");

    assertThat(second).isNotEqualTo(first);
    assertThat(shop.platform.orders()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "total_fee, 8801",
    "body, 咖啡",
    "notify_url, http://127.0.0.1/other",
    "attach, more",
    "trade_type, APP"
  })
  @DisplayName("The same number with other data is INVALID_REQUEST: 201 商户订单号重复")
  void differs(String name, String value) {
    shop.succeed(PATH, shop.order("SIM001"));

    SortedMap<String, String> answer = shop.call(PATH, shop.order("SIM001", name, value));

    assertThat(answer).containsEntry("err_code", "INVALID_REQUEST");
    assertThat(answer.get("err_code_des")).startsWith("201 商户订单号重复");
  }

  @Test
  @DisplayName("A paid order is ORDERPAID, a closed or expired one ORDERCLOSED")
  void ended() {
    for (String outTradeNo : List.of("PAID01", "CLOSED01")) {
      shop.succeed(PATH, shop.order(outTradeNo));
    }
    shop.succeed(PATH, shop.order("EXPIRED1"));
    shop.pay("PAID01");
    shop.succeed("/pay/closeorder", shop.fields("out_trade_no", "CLOSED01"));
    assertThat(shop.fail(PATH, shop.order("PAID01"))).isEqualTo("ORDERPAID");
    assertThat(shop.fail(PATH, shop.order("CLOSED01"))).isEqualTo("ORDERCLOSED");

    shop.advance(Duration.ofDays(7));

    assertThat(shop.fail(PATH, shop.order("EXPIRED1"))).isEqualTo("ORDERCLOSED");
  }

  @Test
  @DisplayName("More than 500 orders in a second are FREQUENCY_LIMITED")
  void frequency() {
    for (int i = 0; i < 500; i++) {
      shop.succeed(PATH, shop.order("SIM" + i));
    }

    assertThat(shop.fail(PATH, shop.order("SIM500"))).isEqualTo("FREQUENCY_LIMITED");
  }
}
