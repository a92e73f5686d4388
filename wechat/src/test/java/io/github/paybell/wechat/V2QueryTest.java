package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.cash;
import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.noCash;
import static io.github.paybell.wechat.V2Shop.order;
import static io.github.paybell.wechat.V2Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class V2QueryTest {
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

  @Test
  @DisplayName(
      "An unpaid order: NOTPAY, its amount, no transaction, no currency, no payer's amount")
  void unpaid() {
    shop.place("ORDER001", 8800);

    Evidence evidence = shop.query("ORDER001");

    assertThat(evidence.tradeState()).isEqualTo(TradeState.NOTPAY);
    assertThat(evidence.source()).isEqualTo(Source.QUERY);
    assertThat(evidence.account()).isEqualTo("shop");
    assertThat(evidence.outTradeNo()).isEqualTo("ORDER001");
    assertThat(evidence.mchid()).isEqualTo(V2Shop.MCHID);
    assertThat(evidence.total()).isEqualTo(8800);
    assertThat(evidence.transactionId()).isNull();
    assertThat(evidence.currency()).isNull();
    assertThat(evidence.payerTotal()).isNull();
    assertThat(evidence.payerCurrency()).isNull();
    assertThat(evidence.successTime()).isNull();
    assertThat(evidence.refund()).isNull();
    assertThat(evidence.confirmed()).isTrue();
    assertThat(evidence.merchantKnown()).isTrue();
  }

  @Test
  @DisplayName("A paid order with coupons: what was ordered, what was paid, when, in v3's words")
  void paid() {
    shop.place("ORDER001", 8800);
    shop.pay("ORDER001", cash(300), noCash(500));
    var payment =
        shop.wechat.platform().order(new PlatformOrderKey(V2Shop.MCHID, "ORDER001")).paid();

    Evidence evidence = shop.query("ORDER001");

    assertThat(evidence.tradeState()).isEqualTo(TradeState.SUCCESS);
    assertThat(evidence.transactionId()).isEqualTo(payment.transactionId());
    assertThat(evidence.appid()).isEqualTo(V2Shop.APPID);
    assertThat(evidence.subMchid()).isNull();
    assertThat(evidence.total()).isEqualTo(8800);
    assertThat(evidence.currency()).isEqualTo("CNY");
    assertThat(evidence.payerTotal()).isEqualTo(8000);
    assertThat(evidence.payerCurrency()).isEqualTo("CNY");
    assertThat(evidence.attach()).isEqualTo(V2Shop.ATTACH);
    assertThat(evidence.details().tradeType()).isEqualTo("JSAPI");
    assertThat(evidence.details().settlementTotal()).isEqualTo(8300L);
    assertThat(evidence.details().promotionDetail())
        .extracting(Promotion::type, Promotion::amount)
        .containsExactly(tuple("CASH", 300L), tuple("NOCASH", 500L));
    assertThat(evidence.successTime()).endsWith("+08:00");
    assertThat(OffsetDateTime.parse(evidence.successTime()))
        .isEqualTo(payment.paidAt().truncatedTo(ChronoUnit.SECONDS).atOffset(PlatformTime.OFFSET));
  }

  @Test
  @DisplayName("TOLD_WHOLE: coupons of an itemised order (version=1.0) are told whole, and once")
  void itemised() {
    shop.place("LIKE0001", 8800);
    var like = shop.wechat.platform().order(new PlatformOrderKey(V2Shop.MCHID, "LIKE0001")).terms();
    shop.wechat
        .platform()
        .place(
            new Terms(
                like.api(),
                like.signType(),
                like.tradeType(),
                like.mchid(),
                like.appid(),
                null,
                null,
                "ORDER001",
                like.description(),
                null,
                like.total(),
                like.currency(),
                like.notifyUrl(),
                like.openid(),
                null,
                null,
                null,
                true,
                "ORDER001"));
    shop.pay("ORDER001", cash(300), noCash(500));

    assertThat(shop.query("ORDER001").details().promotionDetail())
        .extracting(
            Promotion::scope,
            Promotion::type,
            Promotion::amount,
            Promotion::wechatpayContribute,
            Promotion::merchantContribute)
        .containsExactly(
            tuple("GLOBAL", "CASH", 300L, 300L, 0L), tuple("GLOBAL", "NOCASH", 500L, 0L, 500L));
  }

  @Test
  @DisplayName("A closed, an expired and a refunded order are told as such")
  void otherStates() {
    shop.place("CLOSED01", 8800);
    given(shop.calls.close(shop.account, "CLOSED01", null));
    shop.place("EXPIRED1", 8800);
    shop.place("REFUND01", 8800);
    shop.pay("REFUND01");
    given(shop.calls.refund(shop.account, shop.refundOf("REFUND01", "R1", 1, 8800)));
    shop.wechat.advance(Duration.ofDays(8));

    assertThat(shop.query("CLOSED01").tradeState()).isEqualTo(TradeState.CLOSED);
    assertThat(shop.query("EXPIRED1").tradeState()).isEqualTo(TradeState.CLOSED);
    assertThat(shop.query("REFUND01").tradeState()).isEqualTo(TradeState.REFUND);
    assertThat(shop.query("REFUND01").transactionId()).isNotNull();
  }

  @Test
  @DisplayName("An order that WeChat Pay does not know is refused with ORDERNOTEXIST")
  void unknownOrder() {
    var answer = shop.calls.query(shop.account, "NO-SUCH-ORDER", null);

    assertThat(refusal(answer)).isEqualTo("ORDERNOTEXIST");
    assertThat(answer.refusedWith("ORDER_NOT_EXIST")).isTrue();
  }

  @Test
  @DisplayName("A service provider asks for its sub-merchant's order")
  void partner() {
    given(
        shop.calls.place(
            shop.account, order("PARTNER1", TradeType.JSAPI, 8800, V2Shop.SUB_MCHID, null)));
    shop.pay("PARTNER1");

    Evidence evidence = given(shop.calls.query(shop.account, "PARTNER1", V2Shop.SUB_MCHID));

    assertThat(evidence.mchid()).isEqualTo(V2Shop.MCHID);
    assertThat(evidence.subMchid()).isEqualTo(V2Shop.SUB_MCHID);
    assertThat(evidence.tradeState()).isEqualTo(TradeState.SUCCESS);
  }

  @Test
  @DisplayName(
      "An account with several appids asks with one; an echo of it says nothing of the order's")
  void severalAppids() {
    var account =
        V2Shop.account(
            Set.of(V2Shop.APPID, "wx9999999999999999"), List.of(V2Key.of(V2Shop.KEY)), null);
    shop.place("ORDER001", 8800);

    assertThat(given(shop.calls.query(account, "ORDER001", null)).appid()).isNull();
    assertThat(shop.query("ORDER001").appid()).isEqualTo(V2Shop.APPID);
  }

  @Test
  @DisplayName("Closing: an open order, and one that is closed already; a paid one is ORDERPAID")
  void close() {
    shop.place("CLOSE001", 8800);
    shop.place("CLOSE002", 8800);
    shop.pay("CLOSE002");

    given(shop.calls.close(shop.account, "CLOSE001", null));
    given(shop.calls.close(shop.account, "CLOSE001", null));
    assertThat(shop.query("CLOSE001").tradeState()).isEqualTo(TradeState.CLOSED);
    assertThat(refusal(shop.calls.close(shop.account, "CLOSE002", null))).isEqualTo("ORDERPAID");
    assertThat(refusal(shop.calls.close(shop.account, "CLOSE003", null)))
        .isEqualTo("ORDERNOTEXIST");
  }

  @Test
  @DisplayName("Closing within five minutes, where WeChat Pay does not allow it, is refused")
  void closeTooEarly() {
    shop.rule("close-after", "5m");
    try {
      shop.place("CLOSE001", 8800);

      assertThat(refusal(shop.calls.close(shop.account, "CLOSE001", null)))
          .isEqualTo("TRADE_STATE_ERROR");
    } finally {
      shop.rule("close-after", "0s");
    }
  }
}
