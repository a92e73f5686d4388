package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.cash;
import static io.github.paybell.simulator.v2.Shop.noCash;
import static io.github.paybell.simulator.v2.Shop.read;
import static io.github.paybell.simulator.v2.Shop.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundEndpointTest {
  private static final String PATH = "/secapi/pay/refund";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private void paid(String outTradeNo, long total) {
    shop.place(outTradeNo, total);
    shop.pay(outTradeNo);
  }

  @Test
  @DisplayName("A refund is taken in with every documented field; without coupons theirs are 0")
  void refund() {
    paid("SIM001", 8800);

    SortedMap<String, String> answer = shop.refund("SIM001", "R1", 800, 8800);

    assertThat(answer)
        .containsEntry("out_trade_no", "SIM001")
        .containsEntry("out_refund_no", "R1")
        .containsEntry("refund_fee", "800")
        .containsEntry("total_fee", "8800")
        .containsEntry("fee_type", "CNY")
        .containsEntry("cash_fee", "8800")
        .containsEntry("cash_fee_type", "CNY")
        .containsEntry("cash_refund_fee", "800")
        .containsEntry("coupon_refund_fee", "0")
        .containsEntry("coupon_refund_count", "0")
        .doesNotContainKeys("settlement_refund_fee", "settlement_total_fee");
    assertThat(answer.get("refund_id")).matches("\\d{29}");
    assertThat(answer.get("transaction_id")).hasSize(28);
  }

  @Test
  @DisplayName("Coupons come back in proportion, the merchant's own lower the settlement refund")
  void coupons() {
    shop.place("SIM001", 10000);
    shop.pay("SIM001", cash("1", 300), noCash("2", 500));

    assertThat(shop.refund("SIM001", "R1", 5000, 10000))
        .containsEntry("settlement_total_fee", "9500")
        .containsEntry("settlement_refund_fee", "4750")
        .containsEntry("cash_fee", "9200")
        .containsEntry("cash_refund_fee", "4600")
        .containsEntry("coupon_refund_fee", "400")
        .containsEntry("coupon_refund_count", "2")
        .containsEntry("coupon_type_0", "CASH")
        .containsEntry("coupon_type_1", "NO_CASH")
        .containsEntry("coupon_refund_id_0", "1")
        .containsEntry("coupon_refund_id_1", "2")
        .containsEntry("coupon_refund_fee_0", "150")
        .containsEntry("coupon_refund_fee_1", "250");
  }

  @Test
  @DisplayName("However a refund is cut into parts, together they give back exactly what was paid")
  void rounding() {
    shop.place("SIM001", 7);
    shop.pay("SIM001", cash("1", 1), noCash("2", 1), noCash("3", 1));
    long cash = 0;
    long coupons = 0;
    long settlement = 0;
    for (int i = 0; i < 7; i++) {
      SortedMap<String, String> answer = shop.refund("SIM001", "R" + i, 1, 7);
      cash += Long.parseLong(answer.get("cash_refund_fee"));
      coupons += Long.parseLong(answer.get("coupon_refund_fee"));
      settlement += Long.parseLong(answer.get("settlement_refund_fee"));
    }

    assertThat(cash).isEqualTo(4);
    assertThat(coupons).isEqualTo(3);
    assertThat(settlement).isEqualTo(5);
  }

  @Test
  @DisplayName("The order may be named by transaction_id, which must have 28 digits")
  void byTransaction() {
    paid("SIM001", 8800);
    String transactionId =
        shop.succeed("/pay/orderquery", shop.fields("out_trade_no", "SIM001"))
            .get("transaction_id");
    Map<String, String> fields =
        without(
            shop.refundOf("SIM001", "R1", 1, 8800, "transaction_id", transactionId),
            "out_trade_no");

    assertThat(shop.succeed(PATH, fields)).containsEntry("out_trade_no", "SIM001");
    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R2", 1, 8800, "transaction_id", "42")))
        .isEqualTo("INVALID_TRANSACTIONID");
  }

  @Test
  @DisplayName("The same refund again is the same refund; with other amounts it is an error")
  void again() {
    paid("SIM001", 8800);
    String first = shop.refund("SIM001", "R1", 800, 8800).get("refund_id");

    assertThat(shop.refund("SIM001", "R1", 800, 8800)).containsEntry("refund_id", first);
    SortedMap<String, String> other = shop.call(PATH, shop.refundOf("SIM001", "R1", 801, 8800));
    assertThat(other).containsEntry("err_code", "ERROR");
    assertThat(other.get("err_code_des")).contains("不一致");
  }

  @Test
  @DisplayName("Refused: unpaid, unknown, more than was paid, another total, too late")
  void refused() {
    shop.place("SIM000", 8800);
    paid("SIM001", 8800);

    assertThat(shop.fail(PATH, shop.refundOf("SIM000", "R0", 1, 8800))).isEqualTo("ERROR");
    assertThat(shop.fail(PATH, shop.refundOf("SIM404", "R0", 1, 8800))).isEqualTo("ORDERNOTEXIST");
    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R0", 8801, 8800))).isEqualTo("ERROR");
    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R0", 1, 8801))).isEqualTo("ERROR");
    shop.advance(Duration.ofDays(366));
    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R0", 1, 8800))).isEqualTo("TRADE_OVERDUE");
  }

  @Test
  @DisplayName("With the rule of a minute between refunds, an earlier one is FREQUENCY_LIMITED")
  void interval() {
    shop.rule("refundInterval", Duration.ofMinutes(1));
    paid("SIM001", 8800);
    shop.refund("SIM001", "R1", 1, 8800);

    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R2", 1, 8800)))
        .isEqualTo("FREQUENCY_LIMITED");
    shop.advance(Duration.ofMinutes(1));
    shop.refund("SIM001", "R2", 1, 8800);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out_refund_no", "refund_fee", "total_fee", "out_trade_no"})
  @DisplayName("A missing field is PARAM_ERROR")
  void missing(String name) {
    paid("SIM001", 8800);

    assertThat(shop.fail(PATH, without(shop.refundOf("SIM001", "R1", 1, 8800), name)))
        .isEqualTo("PARAM_ERROR");
  }

  @ParameterizedTest
  @CsvSource({
    "refund_fee, 0",
    "refund_fee, 0.01",
    "out_refund_no, R 1",
    "refund_fee_type, USD",
    "refund_account, MY_POCKET",
    "notify_url, https://shop.example.com/n?x=1"
  })
  @DisplayName("A malformed field is PARAM_ERROR")
  void malformed(String name, String value) {
    paid("SIM001", 8800);

    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R1", 1, 8800, name, value)))
        .isEqualTo("PARAM_ERROR");
  }

  @Test
  @DisplayName("More than six refused requests in a second are INVALID_REQ_TOO_MUCH")
  void tooManyFaulty() {
    for (int i = 0; i < 6; i++) {
      assertThat(shop.fail(PATH, shop.refundOf("SIM404", "R1", 1, 1))).isEqualTo("ORDERNOTEXIST");
    }

    assertThat(shop.fail(PATH, shop.refundOf("SIM404", "R1", 1, 1)))
        .isEqualTo("INVALID_REQ_TOO_MUCH");
  }

  @Test
  @DisplayName("With the rule on, the client certificate must be there and be this merchant's")
  void certificate() {
    paid("SIM001", 8800);
    shop.rule("clientCertificate", true);
    Map<String, String> fields = shop.signed(shop.refundOf("SIM001", "R1", 1, 8800), SignType.MD5);
    var merchants = V3Pem.certificate(shop.merchant.merchantCertificate());
    var platforms = V3Pem.certificate(shop.merchants.certificate().pem());

    assertThat(read(shop.post(PATH, fields))).containsEntry("return_msg", "证书验证失败");
    assertThat(read(shop.post(PATH, fields, platforms))).containsEntry("return_code", "FAIL");
    assertThat(read(shop.post(PATH, fields, merchants))).containsEntry("result_code", "SUCCESS");
  }

  @Test
  @DisplayName("A refund that was closed leaves the money for another one")
  void closedRefund() {
    shop.rule("refundOutcome", PlatformRefund.Status.CLOSED);
    paid("SIM001", 8800);
    shop.refund("SIM001", "R1", 8800, 8800);
    assertThat(shop.fail(PATH, shop.refundOf("SIM001", "R2", 8800, 8800))).isEqualTo("ERROR");

    shop.advance(Duration.ofSeconds(2));

    assertThat(shop.refund("SIM001", "R2", 8800, 8800)).containsEntry("cash_refund_fee", "8800");
  }
}
