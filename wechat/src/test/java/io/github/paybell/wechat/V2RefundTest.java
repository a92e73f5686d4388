package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.cash;
import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.noCash;
import static io.github.paybell.wechat.V2Shop.order;
import static io.github.paybell.wechat.V2Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2RefundTest {
  private static V2Shop shop;

  @BeforeAll
  static void start() {
    shop = new V2Shop();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void nothingHasHappened() {
    shop.wechat.reset();
  }

  @AfterEach
  void rulesAsBefore() {
    shop.rule("refund-outcome", "SUCCESS");
  }

  private void paid(String outTradeNo, long total, Coupon... coupons) {
    shop.place(outTradeNo, total);
    shop.pay(outTradeNo, coupons);
  }

  private Evidence refund(RefundOrder refund) {
    return given(shop.calls.refund(shop.account, refund));
  }

  private Evidence queried(String outTradeNo, String outRefundNo) {
    return given(shop.calls.queryRefund(shop.account, outTradeNo, outRefundNo, null));
  }

  private static RefundFacts facts(Evidence evidence) {
    RefundFacts facts = evidence.refund();
    assertThat(facts).isNotNull();
    return facts;
  }

  @Test
  @DisplayName("A refund is accepted, not done: PROCESSING, of the payment that was named")
  void accepted() {
    paid("ORDER001", 8800);

    Evidence evidence = refund(shop.refundOf("ORDER001", "R1", 800, 8800));

    assertThat(evidence.tradeState()).isEqualTo(TradeState.SUCCESS);
    assertThat(evidence.source()).isEqualTo(Evidence.Source.QUERY);
    assertThat(evidence.outTradeNo()).isEqualTo("ORDER001");
    assertThat(evidence.transactionId()).isEqualTo(shop.transactionId("ORDER001"));
    assertThat(evidence.mchid()).isEqualTo(V2Shop.MCHID);
    assertThat(evidence.total()).isEqualTo(8800);
    assertThat(evidence.currency()).isEqualTo("CNY");
    assertThat(evidence.confirmed()).isTrue();
    RefundFacts facts = facts(evidence);
    assertThat(facts.outRefundNo()).isEqualTo("R1");
    assertThat(facts.refundId()).matches("[0-9]{29}");
    assertThat(facts.status()).isEqualTo(RefundStatus.PROCESSING);
    assertThat(facts.amount()).isEqualTo(800);
    assertThat(facts.payerRefund()).isEqualTo(800);
    assertThat(facts.settlementRefund()).isEqualTo(800);
    assertThat(
            shop.wechat
                .platform()
                .order(new PlatformOrderKey(V2Shop.MCHID, "ORDER001"))
                .refunds()
                .get(0)
                .terms()
                .reason())
        .isEqualTo("少发一份");
  }

  @Test
  @DisplayName("The same refund again is the same refund, not a second one")
  void again() {
    paid("ORDER001", 8800);
    var first = facts(refund(shop.refundOf("ORDER001", "R1", 800, 8800)));

    var second = facts(refund(shop.refundOf("ORDER001", "R1", 800, 8800)));

    assertThat(second.refundId()).isEqualTo(first.refundId());
    assertThat(
            shop.wechat.platform().order(new PlatformOrderKey(V2Shop.MCHID, "ORDER001")).refunds())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"SUCCESS, SUCCESS", "ABNORMAL, ABNORMAL", "CLOSED, CLOSED"})
  @DisplayName("A refund's end is learnt by asking: SUCCESS with its time, CHANGE, REFUNDCLOSE")
  void ends(String outcome, RefundStatus expected) {
    shop.rule("refund-outcome", outcome);
    paid("ORDER001", 8800);
    refund(shop.refundOf("ORDER001", "R1", 800, 8800));
    assertThat(facts(queried("ORDER001", "R1")).status()).isEqualTo(RefundStatus.PROCESSING);

    shop.wechat.advance(Duration.ofSeconds(2));
    Evidence evidence = queried("ORDER001", "R1");

    assertThat(facts(evidence).status()).isEqualTo(expected);
    assertThat(facts(evidence).refundId()).matches("[0-9]{29}");
    assertThat(evidence.tradeState()).isEqualTo(TradeState.SUCCESS);
    assertThat(evidence.transactionId()).isEqualTo(shop.transactionId("ORDER001"));
    if (expected == RefundStatus.SUCCESS) {
      assertThat(OffsetDateTime.parse(evidence.successTime()).getOffset().getId())
          .isEqualTo("+08:00");
    } else {
      assertThat(evidence.successTime()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // total, CASH, NO_CASH, refund -> to the payer, taken from the merchant
    "3600, 529, 0,   3600, 3071, 3600",
    "150,  0,   100, 150,  50,   50",
    "8800, 300, 500, 4400, 4000, 4150",
    "8800, 0,   0,   4400, 4400, 4400",
    "10000, 300, 500, 1,   0,    1"
  })
  @DisplayName(
      "CASH coupons go back at WeChat Pay's cost, NO_CASH ones lower what the merchant pays")
  void coupons(long total, long cash, long noCash, long refund, long payer, long settlement) {
    List<Coupon> coupons = new ArrayList<>();
    if (cash > 0) {
      coupons.add(cash(cash));
    }
    if (noCash > 0) {
      coupons.add(noCash(noCash));
    }
    paid("ORDER001", total, coupons.toArray(Coupon[]::new));

    RefundFacts asked = facts(refund(shop.refundOf("ORDER001", "R1", refund, total)));
    RefundFacts queried = facts(queried("ORDER001", "R1"));

    assertThat(List.of(asked, queried))
        .extracting(RefundFacts::amount, RefundFacts::payerRefund, RefundFacts::settlementRefund)
        .containsOnly(tuple(refund, payer, settlement));
  }

  @Test
  @DisplayName("However a refund is cut into parts, the last fen makes them what was paid")
  void lastFen() {
    paid("ORDER001", 1000, cash(333), noCash(334));
    long payer = 0;
    long settlement = 0;
    for (int i = 1; i <= 7; i++) {
      long part = i < 7 ? 143 : 142;
      String outRefundNo = "R" + i;

      RefundFacts asked = facts(refund(shop.refundOf("ORDER001", outRefundNo, part, 1000)));
      RefundFacts queried = facts(queried("ORDER001", outRefundNo));

      assertThat(queried.amount()).isEqualTo(part);
      assertThat(queried.payerRefund()).isEqualTo(asked.payerRefund());
      assertThat(queried.settlementRefund()).isEqualTo(asked.settlementRefund());
      payer += queried.payerRefund();
      settlement += queried.settlementRefund();
    }

    assertThat(payer).isEqualTo(1000 - 333 - 334);
    assertThat(settlement).isEqualTo(1000 - 334);
    assertThat(refusal(shop.calls.refund(shop.account, shop.refundOf("ORDER001", "R8", 1, 1000))))
        .isEqualTo("ERROR");
  }

  @Test
  @DisplayName("Of several refunds, the one that was asked for is told")
  void several() {
    paid("ORDER001", 8800);
    refund(shop.refundOf("ORDER001", "R1", 100, 8800));
    refund(shop.refundOf("ORDER001", "R2", 200, 8800));

    assertThat(facts(queried("ORDER001", "R1")).amount()).isEqualTo(100);
    assertThat(facts(queried("ORDER001", "R2")).amount()).isEqualTo(200);
  }

  @Test
  @DisplayName("A service provider refunds and asks for its sub-merchant")
  void partner() {
    given(
        shop.calls.place(
            shop.account, order("PARTNER1", TradeType.JSAPI, 8800, V2Shop.SUB_MCHID, null)));
    shop.pay("PARTNER1");
    var plain = shop.refundOf("PARTNER1", "R1", 800, 8800);
    var refund =
        new RefundOrder(
            plain.outTradeNo(),
            plain.transactionId(),
            "R1",
            800,
            8800,
            "CNY",
            V2Shop.SUB_MCHID,
            null);

    assertThat(refund(refund).subMchid()).isEqualTo(V2Shop.SUB_MCHID);
    var queried = given(shop.calls.queryRefund(shop.account, "PARTNER1", "R1", V2Shop.SUB_MCHID));
    assertThat(queried.subMchid()).isEqualTo(V2Shop.SUB_MCHID);
  }

  @Test
  @DisplayName("A refund that never arrived is refused with REFUNDNOTEXIST")
  void unknownRefund() {
    paid("ORDER001", 8800);

    assertThat(refusal(shop.calls.queryRefund(shop.account, "ORDER001", "R1", null)))
        .isEqualTo("REFUNDNOTEXIST");
  }
}
