package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import io.github.paybell.engine.ledger.V2Promotions;
import io.github.paybell.protocol.v2.V2Payment;
import io.github.paybell.protocol.v3.V3CombinedTransaction;
import io.github.paybell.protocol.v3.V3GoodsDetail;
import io.github.paybell.protocol.v3.V3Payer;
import io.github.paybell.protocol.v3.V3Promotion;
import io.github.paybell.protocol.v3.V3SubOrder;
import io.github.paybell.protocol.v3.V3Transaction;
import java.util.List;

/** What payments say besides what decides, in v3's names from both versions (TOLD_WHOLE). */
final class Details {
  private Details() {}

  static PaymentDetails of(V2Payment payment) {
    return new PaymentDetails(
        Payer.of(payment.openid(), payment.subOpenid()),
        payment.tradeType(),
        payment.bankType(),
        payment.settlementTotalFee(),
        V2Promotions.of(
            payment.promotionDetail(),
            payment.coupons().stream()
                .map(it -> Promotion.ofV2(it.couponId(), it.couponType(), it.couponFee()))
                .toList()));
  }

  static PaymentDetails of(V3Transaction transaction) {
    V3Payer payer = transaction.payer();
    return new PaymentDetails(
        // A partner's payment names its payer under sp_appid.
        Payer.of(payer.openid() == null ? payer.spOpenid() : payer.openid(), payer.subOpenid()),
        transaction.tradeType(),
        transaction.bankType(),
        null,
        promotions(transaction.promotionDetail()));
  }

  static PaymentDetails of(V3CombinedTransaction whole, V3SubOrder order) {
    return new PaymentDetails(
        Payer.of(whole.payer().openid(), order.subOpenid()),
        order.tradeType(),
        order.bankType(),
        null,
        promotions(order.promotionDetail()));
  }

  private static List<Promotion> promotions(List<V3Promotion> promotions) {
    return promotions.stream().map(Details::promotion).toList();
  }

  private static Promotion promotion(V3Promotion it) {
    return new Promotion(
        it.couponId(),
        it.name(),
        it.scope(),
        it.type(),
        it.amount(),
        it.stockId(),
        it.wechatpayContribute(),
        it.merchantContribute(),
        it.otherContribute(),
        it.currency(),
        it.goodsDetail().stream().map(Details::goods).toList());
  }

  private static Goods goods(V3GoodsDetail it) {
    return new Goods(
        it.goodsId(), it.quantity(), it.unitPrice(), it.discountAmount(), it.goodsRemark());
  }
}
