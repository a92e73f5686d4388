package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.RefundRequest;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.platform.Coupon;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Partial refunds of payments with coupons, to the last fen. Coupons go back pro rata; what the
 * payer gets is the refund less the coupons' part, and what the merchant's account gives is the
 * refund less the NO_CASH coupons' part. All refunds together give back exactly what was paid.
 */
class MoneyArithmeticTest {
  private static LiveShop v2;
  private static LiveShop v3;
  private static int orders;

  @BeforeAll
  static void open() {
    v2 = new LiveShop(Api.V2, Policies.UNSET, TestStores.SQLITE.create());
    v3 = new LiveShop(Api.V3, Policies.UNSET, TestStores.SQLITE.create());
  }

  @AfterAll
  static void close() {
    v2.close();
    v3.close();
  }

  private static LiveShop shop(Api api) {
    return api == Api.V2 ? v2 : v3;
  }

  /**
   * Parts of 10.00 yuan, given back one after the other.
   *
   * @param payer fen of each that the payer gets in money
   * @param settlement fen of each that the merchant's account gives
   */
  record Case(String name, List<Coupon> coupons, long[] parts, long[] payer, long[] settlement) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static long[] fen(long... amounts) {
    return amounts;
  }

  static Stream<Arguments> cases() {
    return Stream.of(
            new Case("no coupon", List.of(), fen(1, 333, 666), fen(1, 333, 666), fen(1, 333, 666)),
            new Case(
                "CASH 1.00: the merchant was settled in full, and gives in full",
                List.of(V2Shop.cash(100)),
                fen(300, 700),
                fen(270, 630),
                fen(300, 700)),
            new Case(
                "NO_CASH 1.00: the merchant had 9.00, and gives 9.00",
                List.of(V2Shop.noCash(100)),
                fen(300, 700),
                fen(270, 630),
                fen(270, 630)),
            new Case(
                "CASH 3.00 and NO_CASH 5.00: cash 2.00, settled 5.00",
                List.of(V2Shop.cash(300), V2Shop.noCash(500)),
                fen(100, 400, 500),
                fen(20, 80, 100),
                fen(50, 200, 250)),
            new Case(
                "thirds: what rounding leaves comes with the last",
                List.of(V2Shop.noCash(100)),
                fen(333, 333, 334),
                fen(299, 300, 301),
                fen(299, 300, 301)),
            new Case(
                "the whole at once",
                List.of(V2Shop.cash(1), V2Shop.noCash(2)),
                fen(1000),
                fen(997),
                fen(998)))
        .flatMap(it -> Stream.of(Api.values()).map(api -> Arguments.of(api, it)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  @DisplayName("Each part and what becomes of it is kept as WeChat Pay says, to the last fen")
  void workedCase(Api api, Case it) {
    var shop = shop(api);
    var outTradeNo = paid(shop, it.coupons());

    for (int i = 0; i < it.parts().length; i++) {
      var refund = refunded(shop, outTradeNo, i, it.parts()[i]);

      assertThat(refund.status()).isEqualTo(RefundStatus.SUCCESS);
      assertThat(refund.total()).isEqualTo(LiveShop.TOTAL);
      assertThat(refund.amount()).isEqualTo(it.parts()[i]);
      assertThat(refund.payerRefund()).as("payer_refund of part %s", i).isEqualTo(it.payer()[i]);
      assertThat(refund.settlementRefund())
          .as("settlement_refund of part %s", i)
          .isEqualTo(it.settlement()[i]);
    }

    assertThat(shop.request(outTradeNo, outTradeNo + "-more", 1))
        .isInstanceOf(RefundRequest.Impossible.class);
    assertThat(shop.order(outTradeNo).tradeState()).isEqualTo("REFUND");
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  @DisplayName("However a payment is cut up, its parts together give back exactly what was paid")
  void anyParts(Api api) {
    var shop = shop(api);
    var random = new Random(20260105);
    for (int round = 0; round < 12; round++) {
      long cash = random.nextInt(300);
      long noCash = random.nextInt(300);
      var coupons = new ArrayList<Coupon>();
      if (cash > 0) {
        coupons.add(V2Shop.cash(cash));
      }
      if (noCash > 0) {
        coupons.add(V2Shop.noCash(noCash));
      }
      var outTradeNo = paid(shop, coupons);
      long rest = LiveShop.TOTAL;
      for (int i = 0; rest > 0; i++) {
        long part = i == 5 ? rest : 1 + random.nextInt((int) rest);
        refunded(shop, outTradeNo, i, part);
        rest -= part;
      }

      var refunds = shop.order(outTradeNo).refunds();
      assertThat(refunds.stream().mapToLong(RefundView::amount).sum()).isEqualTo(1000);
      assertThat(refunds.stream().mapToLong(RefundView::payerRefund).sum())
          .as("to the payer, of %s and %s in coupons", cash, noCash)
          .isEqualTo(1000 - cash - noCash);
      assertThat(refunds.stream().mapToLong(RefundView::settlementRefund).sum())
          .as("of the merchant's account, of %s and %s in coupons", cash, noCash)
          .isEqualTo(1000 - noCash);
      assertThat(refunds)
          .allSatisfy(
              refund ->
                  assertThat(refund.settlementRefund())
                      .isBetween(refund.payerRefund(), refund.amount()));
    }
  }

  private static String paid(LiveShop shop, List<Coupon> coupons) {
    var outTradeNo = "ORDER" + (1000 + orders++);
    shop.place(outTradeNo, null);
    shop.pay(outTradeNo, coupons);
    shop.ask(outTradeNo);
    long inCoupons = coupons.stream().mapToLong(Coupon::fee).sum();
    assertThat(shop.order(outTradeNo).payerTotal()).isEqualTo(LiveShop.TOTAL - inCoupons);
    return outTradeNo;
  }

  private static RefundView refunded(LiveShop shop, String outTradeNo, int number, long part) {
    var outRefundNo = outTradeNo + "-" + number;
    assertThat(shop.request(outTradeNo, outRefundNo, part))
        .isInstanceOf(RefundRequest.Created.class);
    shop.settle(outTradeNo);
    return shop.refund(outRefundNo);
  }
}
