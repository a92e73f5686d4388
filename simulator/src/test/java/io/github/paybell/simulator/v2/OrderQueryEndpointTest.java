package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.cash;
import static io.github.paybell.simulator.v2.Shop.noCash;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrderQueryEndpointTest {
  private static final String PATH = "/pay/orderquery";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private SortedMap<String, String> query(String outTradeNo) {
    return shop.succeed(PATH, shop.fields("out_trade_no", outTradeNo));
  }

  @Test
  @DisplayName("An unpaid order shows its number, amount, attach and device, and no transaction_id")
  void notPaid() {
    shop.place("SIM001", 8800, "attach", "store-17", "device_info", "WEB");

    assertThat(query("SIM001"))
        .containsEntry("out_trade_no", "SIM001")
        .containsEntry("total_fee", "8800")
        .containsEntry("attach", "store-17")
        .containsEntry("device_info", "WEB")
        .containsEntry("trade_state", "NOTPAY")
        .containsEntry("trade_state_desc", "订单未支付")
        .doesNotContainKeys("transaction_id", "openid", "time_end");
  }

  @Test
  @DisplayName("A paid order shows every documented field")
  void paid() {
    shop.place("SIM001", 8800, "attach", "store-17");
    shop.pay("SIM001");

    SortedMap<String, String> answer = query("SIM001");

    assertThat(answer)
        .containsEntry("trade_state", "SUCCESS")
        .containsEntry("openid", shop.merchant.openid())
        .containsEntry("is_subscribe", "N")
        .containsEntry("trade_type", "JSAPI")
        .containsEntry("bank_type", "OTHERS")
        .containsEntry("total_fee", "8800")
        .containsEntry("fee_type", "CNY")
        .containsEntry("cash_fee", "8800")
        .containsEntry("cash_fee_type", "CNY")
        .containsEntry("out_trade_no", "SIM001")
        .containsEntry("attach", "store-17")
        .containsEntry("time_end", "20260105080000")
        .doesNotContainKeys("coupon_fee", "coupon_count", "settlement_total_fee");
    assertThat(answer.get("transaction_id")).matches("\\d{10}20260105\\d{10}");
  }

  @Test
  @DisplayName("Prepaid coupons lower what the payer paid; neither types nor settlement are named")
  void cashCoupons() {
    shop.place("SIM001", 32900);
    shop.pay("SIM001", cash("1", 500));

    assertThat(query("SIM001"))
        .containsEntry("total_fee", "32900")
        .containsEntry("cash_fee", "32400")
        .containsEntry("coupon_fee", "500")
        .containsEntry("coupon_count", "1")
        .containsEntry("coupon_id_0", "1")
        .containsEntry("coupon_fee_0", "500")
        .doesNotContainKeys("coupon_type_0", "settlement_total_fee");
  }

  @Test
  @DisplayName("With a coupon of the merchant's own, types and settlement are named")
  void noCashCoupons() {
    shop.place("SIM001", 10000);
    shop.pay("SIM001", cash("1", 300), noCash("2", 500));

    assertThat(query("SIM001"))
        .containsEntry("cash_fee", "9200")
        .containsEntry("coupon_fee", "800")
        .containsEntry("coupon_count", "2")
        .containsEntry("coupon_type_0", "CASH")
        .containsEntry("coupon_type_1", "NO_CASH")
        .containsEntry("coupon_fee_0", "300")
        .containsEntry("coupon_fee_1", "500")
        .containsEntry("settlement_total_fee", "9500");
  }

  @Test
  @DisplayName("An order with version=1.0 has promotion_detail instead of the settlement amount")
  void promotionDetail() {
    shop.place("SIM001", 10000, "version", "1.0");
    shop.pay("SIM001", noCash("2", 500));

    assertThat(query("SIM001"))
        .containsEntry("version", "1.0")
        .containsEntry(
            "promotion_detail",
            "[{\"promotion_id\":\"2\",\"name\":\"免充值券\",\"scope\":\"GLOBAL\",\"type\":\"DISCOUNT\","
                + "\"amount\":500,\"activity_id\":\"stock-2\",\"wxpay_contribute\":0,"
                + "\"merchant_contribute\":500,\"other_contribute\":0}]")
        .doesNotContainKey("settlement_total_fee");
  }

  @Test
  @DisplayName("transaction_id finds the order, and goes before out_trade_no")
  void byTransaction() {
    shop.place("SIM001", 8800);
    shop.place("SIM002", 8800);
    shop.pay("SIM001");
    String transactionId = query("SIM001").get("transaction_id");

    Map<String, String> fields =
        shop.fields("transaction_id", transactionId, "out_trade_no", "SIM002");

    assertThat(shop.succeed(PATH, fields)).containsEntry("out_trade_no", "SIM001");
  }

  @Test
  @DisplayName("A refund turns the state to REFUND; the payment stays visible")
  void refunded() {
    shop.place("SIM001", 8800);
    shop.pay("SIM001");
    shop.refund("SIM001", "R1", 100, 8800);

    assertThat(query("SIM001"))
        .containsEntry("trade_state", "REFUND")
        .containsEntry("total_fee", "8800")
        .containsKey("transaction_id");
  }

  @Test
  @DisplayName("A closed and an expired order are CLOSED, or still NOTPAY if the rule says so")
  void closed() {
    shop.place("SIM001", 8800);
    shop.advance(Duration.ofDays(7));
    assertThat(query("SIM001")).containsEntry("trade_state", "CLOSED");

    shop.rule("expiredState", PlatformTradeState.NOTPAY);
    shop.place("SIM002", 8800);
    shop.advance(Duration.ofDays(7));
    assertThat(query("SIM002")).containsEntry("trade_state", "NOTPAY");
  }

  @Test
  @DisplayName("With a query lag, a payment is seen only after it")
  void lag() {
    shop.rule("queryLag", Duration.ofSeconds(10));
    shop.place("SIM001", 8800);
    shop.pay("SIM001");

    assertThat(query("SIM001"))
        .containsEntry("trade_state", "NOTPAY")
        .doesNotContainKey("transaction_id");
    shop.advance(Duration.ofSeconds(10));
    assertThat(query("SIM001")).containsEntry("trade_state", "SUCCESS");
  }

  @Test
  @DisplayName("An order placed by v3 is found too")
  void placedByV3() {
    shop.platform.place(
        new Terms(
            Api.V3,
            null,
            PlatformTradeType.NATIVE,
            shop.merchant.mchid(),
            shop.merchant.appid(),
            null,
            null,
            "V3-001",
            "tea",
            null,
            100,
            "CNY",
            "https://shop.example.com/n",
            null,
            null,
            null,
            null,
            false,
            "v3"));
    shop.pay("V3-001");

    assertThat(query("V3-001"))
        .containsEntry("trade_state", "SUCCESS")
        .containsEntry("trade_type", "NATIVE");
  }

  @Test
  @DisplayName(
      "A partner's payment carries the sub-merchant; another sub-merchant does not find it")
  void partner() {
    shop.place(
        "SIM001",
        8800,
        "sub_mch_id",
        "1900000111",
        "sub_appid",
        "wx7777777777777777",
        "sub_openid",
        "oSub");
    shop.pay("SIM001");

    assertThat(
            shop.succeed(PATH, shop.fields("out_trade_no", "SIM001", "sub_mch_id", "1900000111")))
        .containsEntry("sub_appid", "wx7777777777777777")
        .containsEntry("sub_openid", "oSub")
        .containsEntry("sub_is_subscribe", "N");
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM001", "sub_mch_id", "1900000112")))
        .isEqualTo("ORDERNOTEXIST");
  }

  @Test
  @DisplayName("Unknown numbers are ORDERNOTEXIST, no number is LACK_PARAMS")
  void errors() {
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM404"))).isEqualTo("ORDERNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields("transaction_id", "4200009001202601050000000001")))
        .isEqualTo("ORDERNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields())).isEqualTo("LACK_PARAMS");
  }
}
