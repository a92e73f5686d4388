package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.cash;
import static io.github.paybell.simulator.v2.Shop.noCash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.wire.V2Words;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class V2WordsTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private PlatformOrder order() {
    return shop.platform.order(new PlatformOrderKey(shop.merchant.mchid(), "SIM001"));
  }

  private SortedMap<String, String> refunded(PlatformRefund.Status outcome) {
    shop.rule("refundOutcome", outcome);
    shop.refund("SIM001", "R1", 5000, 10000);
    shop.advance(Duration.ofSeconds(2));
    return V2Words.refundInfo(order(), shop.platform.refund(shop.merchant.mchid(), "R1"));
  }

  @Test
  @DisplayName("A plain payment has the fields of a captured notification and no others")
  void plain() {
    shop.place("SIM001", 8800);
    shop.pay("SIM001");

    assertThat(V2Words.payment(order()))
        .containsOnlyKeys(
            "appid",
            "mch_id",
            "result_code",
            "openid",
            "is_subscribe",
            "trade_type",
            "bank_type",
            "total_fee",
            "fee_type",
            "cash_fee",
            "transaction_id",
            "out_trade_no",
            "time_end");
  }

  @Test
  @DisplayName("An order that is not paid has no payment to tell of")
  void unpaid() {
    shop.place("SIM001", 8800);

    assertThatThrownBy(() -> V2Words.payment(order())).isInstanceOf(NullPointerException.class);
  }

  @Test
  @DisplayName("A refund result without coupons has the thirteen fields of captured ones")
  void refund() {
    shop.place("SIM001", 10000);
    shop.pay("SIM001");

    SortedMap<String, String> info = refunded(PlatformRefund.Status.SUCCESS);

    assertThat(info)
        .hasSize(13)
        .containsEntry("out_trade_no", "SIM001")
        .containsEntry("out_refund_no", "R1")
        .containsEntry("total_fee", "10000")
        .containsEntry("settlement_total_fee", "10000")
        .containsEntry("refund_fee", "5000")
        .containsEntry("settlement_refund_fee", "5000")
        .containsEntry("refund_status", "SUCCESS")
        .containsEntry("success_time", "2026-01-05 08:00:02")
        .containsEntry("refund_recv_accout", "支付用户零钱")
        .containsEntry("refund_account", "REFUND_SOURCE_UNSETTLED_FUNDS")
        .containsEntry("refund_request_source", "API")
        .containsKeys("transaction_id", "refund_id");
  }

  @Test
  @DisplayName("With coupons, settlement and cash parts differ from what was asked back")
  void refundWithCoupons() {
    shop.place("SIM001", 10000);
    shop.pay("SIM001", cash("1", 300), noCash("2", 500));

    assertThat(refunded(PlatformRefund.Status.SUCCESS))
        .containsEntry("settlement_total_fee", "9500")
        .containsEntry("settlement_refund_fee", "4750")
        .containsEntry("cash_refund_fee", "4600");
  }

  @Test
  @DisplayName("A refund that did not arrive is CHANGE or REFUNDCLOSE and has no success_time")
  void noSuccess() {
    shop.place("SIM001", 10000);
    shop.pay("SIM001");

    assertThat(refunded(PlatformRefund.Status.ABNORMAL))
        .containsEntry("refund_status", "CHANGE")
        .doesNotContainKey("success_time");
  }

  @Test
  @DisplayName("Times are Beijing time whatever the zone of this machine")
  void times() {
    Instant newYearsEve = Instant.parse("2025-12-31T16:30:05Z");

    assertThat(V2Words.compact(newYearsEve)).isEqualTo("20260101003005");
    assertThat(V2Words.spaced(newYearsEve)).isEqualTo("2026-01-01 00:30:05");
  }
}
