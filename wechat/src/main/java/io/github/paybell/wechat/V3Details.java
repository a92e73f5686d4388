package io.github.paybell.wechat;

import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import org.jspecify.annotations.Nullable;

/** What the answer of an order query says besides what decides (TOLD_WHOLE). */
final class V3Details {
  private V3Details() {}

  static PaymentDetails of(V3Members order) {
    return new PaymentDetails(
        payer(order.objectIf("payer")),
        order.textIf("trade_type"),
        order.textIf("bank_type"),
        null,
        order.objectsIf("promotion_detail").stream().map(V3Details::promotion).toList());
  }

  /** A partner's payment names its payer under sp_appid. */
  private static @Nullable Payer payer(@Nullable V3Members payer) {
    if (payer == null) {
      return null;
    }
    String openid = payer.textIf("openid");
    return Payer.of(
        openid == null ? payer.textIf("sp_openid") : openid, payer.textIf("sub_openid"));
  }

  private static Promotion promotion(V3Members it) {
    return new Promotion(
        it.textIf("coupon_id"),
        it.textIf("name"),
        it.textIf("scope"),
        it.textIf("type"),
        it.numberIf("amount"),
        it.textIf("stock_id"),
        it.numberIf("wechatpay_contribute"),
        it.numberIf("merchant_contribute"),
        it.numberIf("other_contribute"),
        it.textIf("currency"),
        it.objectsIf("goods_detail").stream().map(V3Details::goods).toList());
  }

  private static Goods goods(V3Members it) {
    return new Goods(
        it.textIf("goods_id"),
        it.numberIf("quantity"),
        it.numberIf("unit_price"),
        it.numberIf("discount_amount"),
        it.textIf("goods_remark"));
  }
}
