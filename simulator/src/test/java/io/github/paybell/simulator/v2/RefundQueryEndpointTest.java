package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.cash;
import static io.github.paybell.simulator.v2.Shop.noCash;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.platform.PlatformRefund;
import java.time.Duration;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefundQueryEndpointTest {
  private static final String PATH = "/pay/refundquery";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private SortedMap<String, String> query(String... namesAndValues) {
    return shop.succeed(PATH, shop.fields(namesAndValues));
  }

  private void refunds(int count) {
    shop.place("SIM001", 10000);
    shop.pay("SIM001", cash("1", 300), noCash("2", 500));
    for (int i = 0; i < count; i++) {
      shop.refund("SIM001", "R" + i, 100, 10000);
      shop.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  @DisplayName("A refund shows every documented field, coupons by two numbers from 0")
  void one() {
    refunds(1);

    assertThat(query("out_refund_no", "R0"))
        .containsEntry("out_trade_no", "SIM001")
        .containsEntry("total_fee", "10000")
        .containsEntry("settlement_total_fee", "9500")
        .containsEntry("fee_type", "CNY")
        .containsEntry("cash_fee", "9200")
        .containsEntry("total_refund_count", "1")
        .containsEntry("refund_count", "1")
        .containsEntry("out_refund_no_0", "R0")
        .containsEntry("refund_channel_0", "ORIGINAL")
        .containsEntry("refund_fee_0", "100")
        .containsEntry("settlement_refund_fee_0", "95")
        .containsEntry("coupon_refund_fee_0", "8")
        .containsEntry("coupon_refund_count_0", "2")
        .containsEntry("coupon_type_0_0", "CASH")
        .containsEntry("coupon_type_0_1", "NO_CASH")
        .containsEntry("coupon_refund_id_0_1", "2")
        .containsEntry("coupon_refund_fee_0_0", "3")
        .containsEntry("coupon_refund_fee_0_1", "5")
        .containsEntry("refund_status_0", "SUCCESS")
        .containsEntry("refund_account_0", "REFUND_SOURCE_UNSETTLED_FUNDS")
        .containsEntry("refund_recv_accout_0", "支付用户零钱")
        .containsEntry("refund_success_time_0", "2026-01-05 08:00:02")
        .containsKeys("transaction_id", "refund_id_0");
  }

  @Test
  @DisplayName(
      "refund_id goes before out_refund_no, that before transaction_id, that before out_trade_no")
  void priority() {
    refunds(2);
    String refundId = query("out_refund_no", "R1").get("refund_id_0");
    String transactionId = query("out_refund_no", "R1").get("transaction_id");

    assertThat(query("refund_id", refundId, "out_refund_no", "R0"))
        .containsEntry("out_refund_no_0", "R1");
    assertThat(query("out_refund_no", "R0", "transaction_id", transactionId))
        .containsEntry("refund_count", "1");
    assertThat(query("transaction_id", transactionId, "out_trade_no", "SIM404"))
        .containsEntry("refund_count", "2");
    assertThat(query("out_trade_no", "SIM001")).containsEntry("refund_count", "2");
  }

  @Test
  @DisplayName("Ten refunds make a page, offset says where it starts, each page counts from 0")
  void paging() {
    refunds(12);

    SortedMap<String, String> first = query("out_trade_no", "SIM001");
    assertThat(first)
        .containsEntry("total_refund_count", "12")
        .containsEntry("refund_count", "10")
        .containsEntry("out_refund_no_9", "R9")
        .doesNotContainKey("out_refund_no_10");
    assertThat(query("out_trade_no", "SIM001", "offset", "10"))
        .containsEntry("total_refund_count", "12")
        .containsEntry("refund_count", "2")
        .containsEntry("out_refund_no_0", "R10")
        .containsEntry("out_refund_no_1", "R11");
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM001", "offset", "12")))
        .isEqualTo("PARAM_ERROR");
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM001", "offset", "-1")))
        .isEqualTo("PARAM_ERROR");
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformRefund.Status.class,
      names = "PROCESSING",
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName(
      "A refund is PROCESSING first and then ends in v2's word, with a time if it succeeded")
  void status(PlatformRefund.Status outcome) {
    shop.rule("refundOutcome", outcome);
    shop.place("SIM001", 100);
    shop.pay("SIM001");
    shop.refund("SIM001", "R0", 100, 100);
    assertThat(query("out_refund_no", "R0"))
        .containsEntry("refund_status_0", "PROCESSING")
        .doesNotContainKeys("refund_success_time_0", "coupon_refund_fee_0");

    shop.advance(Duration.ofSeconds(2));

    SortedMap<String, String> ended = query("out_refund_no", "R0");
    assertThat(ended).containsEntry("refund_status_0", outcome.v2());
    assertThat(ended.containsKey("refund_success_time_0"))
        .isEqualTo(outcome == PlatformRefund.Status.SUCCESS);
  }

  @Test
  @DisplayName(
      "What is not there is REFUNDNOTEXIST; malformed and missing numbers have their codes")
  void errors() {
    shop.place("SIM001", 100);

    assertThat(shop.fail(PATH, shop.fields("out_refund_no", "R404"))).isEqualTo("REFUNDNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields("refund_id", "50"))).isEqualTo("REFUNDNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM404"))).isEqualTo("REFUNDNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields("out_trade_no", "SIM001"))).isEqualTo("REFUNDNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields("transaction_id", "x")))
        .isEqualTo("INVALID_TRANSACTIONID");
    assertThat(shop.fail(PATH, shop.fields())).isEqualTo("PARAM_ERROR");
  }
}
