package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.wire.V3Words;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refunds as this interface shows them, fresh or asked for. */
final class RefundAnswers {
  /** Where an abnormal refund goes that is sent to another card of the user. */
  static final String OTHER_CARD = "用户银行卡";

  /** Where an abnormal refund goes that is sent to the merchant. */
  static final String MERCHANTS_CARD = "商户结算银行账户";

  private RefundAnswers() {}

  static ObjectNode of(PlatformOrder order, PlatformRefund refund) {
    ObjectNode body = Json.object();
    ObjectNode amount = body.putObject("amount");
    amount
        .put("currency", order.terms().currency())
        .put("discount_refund", refund.couponRefund())
        .put("payer_refund", refund.payerRefund())
        .put("payer_total", order.payerTotal())
        .put("refund", refund.terms().refund())
        .put("refund_fee", 0)
        .put("settlement_refund", refund.settlementRefund())
        .put("settlement_total", order.settlementTotal())
        .put("total", order.terms().total());
    amount.putArray("from");
    body.put("channel", channel(refund))
        .put("create_time", V3Words.time(refund.createdAt()))
        .put("funds_account", "AVAILABLE")
        .put("out_refund_no", refund.terms().outRefundNo())
        .put("out_trade_no", order.key().outTradeNo())
        .put("refund_id", refund.refundId())
        .put("status", refund.status().name())
        .put("transaction_id", order.paid().transactionId())
        .put("user_received_account", refund.receivedAccount());
    Instant success = refund.successTime();
    if (success != null) {
      body.put("success_time", V3Words.time(success));
    }
    body.set("promotion_detail", promotions(order, refund));
    return body;
  }

  private static String channel(PlatformRefund refund) {
    return refund.receivedAccount().equals(OTHER_CARD) ? "OTHER_BANKCARD" : "ORIGINAL";
  }

  /** Coupons come back pro rata; the last one takes what rounding leaves. */
  private static ArrayNode promotions(PlatformOrder order, PlatformRefund refund) {
    ArrayNode all = Json.object().putArray("promotion_detail");
    List<Coupon> coupons = order.paid().coupons();
    long left = refund.couponRefund();
    for (int i = 0; i < coupons.size(); i++) {
      Coupon coupon = coupons.get(i);
      long share = refund.terms().refund() * coupon.fee() / order.terms().total();
      long back = i == coupons.size() - 1 ? left : Math.min(share, left);
      left -= back;
      all.addObject()
          .put("promotion_id", coupon.id())
          .put("scope", "GLOBAL")
          .put("type", coupon.type() == Coupon.Type.CASH ? "COUPON" : "DISCOUNT")
          .put("amount", coupon.fee())
          .put("refund_amount", back)
          .putArray("goods_detail");
    }
    return all;
  }
}
