package io.github.paybell.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Refused.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What WeChat Pay allows, and what it makes of time and money. */
class PlatformTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SimClock clock = new SimClock(Clock.fixed(NOW, ZoneOffset.UTC), Speed.MANUAL);
  private final Platform platform =
      new Platform(clock, new Dice(1), new Merchants(), Rules.DEFAULT);

  @AfterEach
  void close() {
    clock.close();
  }

  private static Terms terms(String outTradeNo, long total) {
    return terms(outTradeNo, total, null);
  }

  private static Terms terms(String outTradeNo, long total, Instant timeExpire) {
    return new Terms(
        Api.V3,
        null,
        PlatformTradeType.JSAPI,
        Merchants.DEFAULT_MCHID,
        "wx8888888888888888",
        null,
        null,
        outTradeNo,
        "coffee",
        null,
        total,
        "CNY",
        "https://shop.example.com/notify",
        null,
        null,
        null,
        timeExpire,
        false,
        outTradeNo + "/" + total);
  }

  private static RefundTerms refund(
      PlatformOrderKey order, String outRefundNo, long refund, long total) {
    return new RefundTerms(
        Api.V3, order, outRefundNo, refund, total, null, null, outRefundNo + refund);
  }

  private PlatformOrderKey placed(String outTradeNo, long total) {
    platform.place(terms(outTradeNo, total));
    return new PlatformOrderKey(Merchants.DEFAULT_MCHID, outTradeNo);
  }

  private PlatformOrderKey paid(String outTradeNo, long total, Coupon... coupons) {
    var key = placed(outTradeNo, total);
    platform.pay(key, Paying.PLAIN.using(List.of(coupons)));
    return key;
  }

  private void rule(String json) {
    platform.rules(RulesJson.apply(platform.rules(), JsonMapper.shared().readTree(json)));
  }

  private static void refuses(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  @DisplayName(
      "The same order again gives another prepay_id; other data are refused, or ignored by rule")
  void again() {
    var first = platform.place(terms("ORDER0001", 100));
    assertThat(platform.place(terms("ORDER0001", 100)).prepayId()).isNotEqualTo(first.prepayId());

    refuses(Reason.ORDER_DIFFERS, () -> platform.place(terms("ORDER0001", 200)));
    rule("{\"repeat-must-agree\":false}");
    platform.place(terms("ORDER0001", 200));

    assertThat(platform.order(first.orders().get(0)).terms().total()).isEqualTo(100);
  }

  @Test
  @DisplayName(
      "Paid orders are neither placed, paid nor closed again; closed ones are not paid, unless it began in time")
  void states() {
    var key = paid("ORDER0001", 100);
    refuses(Reason.ORDER_PAID, () -> platform.place(terms("ORDER0001", 100)));
    refuses(Reason.ORDER_PAID, () -> platform.pay(key, Paying.PLAIN));
    refuses(Reason.ORDER_PAID, () -> platform.close(key));

    var closed = placed("ORDER0002", 100);
    platform.close(closed);
    assertThat(platform.close(closed).tradeState()).isEqualTo(PlatformTradeState.CLOSED);
    refuses(Reason.ORDER_CLOSED, () -> platform.place(terms("ORDER0002", 100)));
    refuses(Reason.ORDER_CLOSED, () -> platform.pay(closed, Paying.PLAIN));

    platform.pay(closed, new Paying(List.of(), null, "OTHERS", true, List.of()));
    assertThat(platform.order(closed).tradeState()).isEqualTo(PlatformTradeState.SUCCESS);
  }

  @Test
  @DisplayName(
      "An order expires at time_expire, which is clamped to a minute and 90 days; a prepay_id after 2 h")
  void expiry() {
    platform.place(terms("ORDER0001", 100, NOW.minusSeconds(1)));
    platform.place(terms("ORDER0002", 100, NOW.plus(Duration.ofDays(1000))));
    var key = new PlatformOrderKey(Merchants.DEFAULT_MCHID, "ORDER0001");
    clock.advance(Duration.ofSeconds(59));
    assertThat(platform.order(key).tradeState()).isEqualTo(PlatformTradeState.NOTPAY);

    clock.advance(Duration.ofSeconds(1));

    assertThat(platform.order(key).tradeState()).isEqualTo(PlatformTradeState.CLOSED);
    assertThat(
            platform.order(new PlatformOrderKey(Merchants.DEFAULT_MCHID, "ORDER0002")).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofDays(90)));
    var prepay = platform.place(terms("ORDER0003", 100));
    clock.advance(Duration.ofHours(2));
    platform.prepay(prepay.prepayId());
    clock.advance(Duration.ofSeconds(1));
    refuses(Reason.PREPAY_INVALID, () -> platform.prepay(prepay.prepayId()));
  }

  @Test
  @DisplayName("By rule an expired order shows NOTPAY; it cannot be paid all the same")
  void expiredShowsNotpay() {
    rule("{\"expired-state\":\"NOTPAY\"}");
    var key = placed("ORDER0001", 100);
    clock.advance(Duration.ofDays(8));

    assertThat(platform.order(key).tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
    refuses(Reason.ORDER_CLOSED, () -> platform.pay(key, Paying.PLAIN));
  }

  @Test
  @DisplayName(
      "By rule a query says NOTPAY for a moment after the payment, and closing waits five minutes")
  void lagAndEarlyClose() {
    rule("{\"query-lag\":\"2s\",\"close-after\":\"5m\"}");
    var key = paid("ORDER0001", 100);
    assertThat(platform.seen(platform.order(key)).tradeState())
        .isEqualTo(PlatformTradeState.NOTPAY);
    clock.advance(Duration.ofSeconds(2));
    assertThat(platform.seen(platform.order(key)).tradeState())
        .isEqualTo(PlatformTradeState.SUCCESS);

    var open = placed("ORDER0002", 100);
    clock.advance(Duration.ofSeconds(299));
    refuses(Reason.CLOSE_TOO_EARLY, () -> platform.close(open));
    clock.advance(Duration.ofSeconds(1));
    platform.close(open);
  }

  @Test
  @DisplayName("At least one fen remains to be paid in cash")
  void coupons() {
    var key = placed("ORDER0001", 100);
    var all = new Coupon(Coupon.Type.CASH, "1", "满减", "1", 100);
    refuses(Reason.COUPONS_TOO_MUCH, () -> platform.pay(key, Paying.PLAIN.using(List.of(all))));
  }

  @Test
  @DisplayName("Refunds agree with the order, add up to it at most, and end after 2 s")
  void refunds() {
    var key = paid("ORDER0001", 100);
    refuses(Reason.REFUND_TOTAL_DIFFERS, () -> platform.refund(refund(key, "R1", 10, 99)));
    refuses(Reason.REFUND_TOO_MUCH, () -> platform.refund(refund(key, "R1", 101, 100)));
    refuses(Reason.NOT_PAID, () -> platform.refund(refund(placed("ORDER0002", 100), "R1", 1, 100)));

    assertThat(platform.refund(refund(key, "R1", 60, 100)).status())
        .isEqualTo(PlatformRefund.Status.PROCESSING);
    assertThat(platform.order(key).tradeState()).isEqualTo(PlatformTradeState.REFUND);
    refuses(Reason.REFUND_TOO_MUCH, () -> platform.refund(refund(key, "R2", 41, 100)));
    refuses(Reason.REFUND_DIFFERS, () -> platform.refund(refund(key, "R1", 59, 100)));
    assertThat(platform.refund(refund(key, "R1", 60, 100)).refundId()).hasSize(29);
    clock.advance(Duration.ofSeconds(2));

    assertThat(platform.refund(Merchants.DEFAULT_MCHID, "R1").status())
        .isEqualTo(PlatformRefund.Status.SUCCESS);
  }

  @Test
  @DisplayName("A closed refund gives its amount back; an abnormal one can be sent on and arrives")
  void refundEnds() {
    var key = paid("ORDER0001", 100);
    platform.refund(refund(key, "R1", 100, 100));
    platform.settle(key, "R1", PlatformRefund.Status.CLOSED);
    platform.refund(refund(key, "R2", 100, 100));
    platform.settle(key, "R2", PlatformRefund.Status.ABNORMAL);
    refuses(Reason.REFUND_STATE, () -> platform.settle(key, "R1", PlatformRefund.Status.SUCCESS));

    platform.retry(key, "R2", "招商银行信用卡0403");
    clock.advance(Duration.ofSeconds(2));

    assertThat(platform.refund(Merchants.DEFAULT_MCHID, "R2").status())
        .isEqualTo(PlatformRefund.Status.SUCCESS);
  }

  @Test
  @DisplayName("Part refunds together give back exactly what was paid in cash and in coupons")
  void refundsAddUp() {
    var key =
        paid(
            "ORDER0001",
            1000,
            new Coupon(Coupon.Type.CASH, "1", "满减", "1", 333),
            new Coupon(Coupon.Type.NO_CASH, "2", "免充值", "2", 111));
    IntStream.range(0, 7)
        .forEach(i -> platform.refund(refund(key, "R" + i, i < 6 ? 142 : 148, 1000)));

    var refunds = platform.order(key).refunds();
    assertThat(refunds.stream().mapToLong(PlatformRefund::payerRefund).sum()).isEqualTo(556);
    assertThat(refunds.stream().mapToLong(PlatformRefund::noCashRefund).sum()).isEqualTo(111);
  }

  @Test
  @DisplayName(
      "Refunds end after a year and after fifty; by rule they do not, or need a minute between them")
  void refundLimits() {
    var key = paid("ORDER0001", 10_000);
    IntStream.range(0, 50).forEach(i -> platform.refund(refund(key, "R" + i, 1, 10_000)));
    refuses(Reason.REFUND_TOO_MANY, () -> platform.refund(refund(key, "R50", 1, 10_000)));
    var old = paid("ORDER0002", 100);
    clock.advance(Duration.ofDays(365).plusSeconds(1));
    refuses(Reason.REFUND_TOO_LATE, () -> platform.refund(refund(old, "O1", 1, 100)));

    rule("{\"refund-limits\":false,\"refund-interval\":\"1m\"}");

    platform.refund(refund(key, "R50", 1, 10_000));
    platform.refund(refund(old, "O1", 1, 100));
    refuses(Reason.REFUND_TOO_SOON, () -> platform.refund(refund(old, "O2", 1, 100)));
    clock.advance(Duration.ofMinutes(1));
    platform.refund(refund(old, "O2", 1, 100));
  }

  @Test
  @DisplayName("Numbers have WeChat Pay's shapes and are the same for the same seed")
  void numbers() {
    var prepay = platform.place(terms("ORDER0001", 100));
    var payment = platform.pay(prepay.orders().get(0), Paying.PLAIN).get(0).paid();

    assertThat(prepay.prepayId()).matches("wx01080000[0-9a-f]{22}0000").hasSize(36);
    assertThat(payment.transactionId()).matches("4200\\d{6}20260101\\d{10}");
    var again = new Platform(clock, new Dice(1), new Merchants(), Rules.DEFAULT);
    again.place(terms("ORDER0001", 100));
    assertThat(again.pay(prepay.orders().get(0), Paying.PLAIN).get(0).paid()).isEqualTo(payment);
    var other = new Platform(clock, new Dice(2), new Merchants(), Rules.DEFAULT);
    other.place(terms("ORDER0001", 100));
    assertThat(other.pay(prepay.orders().get(0), Paying.PLAIN).get(0).paid()).isNotEqualTo(payment);
  }
}
