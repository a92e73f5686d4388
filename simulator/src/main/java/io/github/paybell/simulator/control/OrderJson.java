package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformPayment;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.wire.V3Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Orders as JSON, in v3's words also if they came by v2. What is not there is absent. */
final class OrderJson {
  private OrderJson() {}

  static ObjectNode of(PlatformOrder order) {
    Terms terms = order.terms();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mchid", terms.mchid());
    json.put("out_trade_no", terms.outTradeNo());
    json.put("trade_state", order.tradeState().name());
    json.put("trade_state_desc", order.tradeState().description());
    json.put("trade_type", terms.tradeType().name());
    json.put("api", terms.api().name());
    json.put("appid", terms.appid());
    put(json, "sub_mchid", terms.subMchid());
    put(json, "sub_appid", terms.subAppid());
    json.put("description", terms.description());
    put(json, "attach", terms.attach());
    ObjectNode amount = json.putObject("amount");
    amount.put("total", terms.total()).put("currency", terms.currency());
    json.put("notify_url", terms.notifyUrl());
    json.put("create_time", V3Words.time(order.createdAt()));
    json.put("time_expire", V3Words.time(order.expiresAt()));
    PlatformOrderKey combination = order.combination();
    if (combination != null) {
      json.put("combine_mchid", combination.mchid());
      json.put("combine_out_trade_no", combination.outTradeNo());
    }
    PlatformPayment payment = order.payment();
    if (payment != null) {
      amount.put("payer_total", order.payerTotal());
      payment(json, payment);
    }
    ArrayNode refunds = json.putArray("refunds");
    order.refunds().forEach(refund -> refunds.add(of(order, refund)));
    return json;
  }

  private static void payment(ObjectNode json, PlatformPayment payment) {
    json.put("transaction_id", payment.transactionId());
    json.put("success_time", V3Words.time(payment.paidAt()));
    json.put("bank_type", payment.bankType());
    json.putObject("payer").put("openid", payment.openid());
    ArrayNode coupons = json.putArray("coupons");
    payment
        .coupons()
        .forEach(
            coupon ->
                coupons
                    .addObject()
                    .put("type", coupon.type().name())
                    .put("fee", coupon.fee())
                    .put("coupon_id", coupon.id())
                    .put("name", coupon.name())
                    .put("stock_id", coupon.stockId()));
  }

  static ObjectNode of(PlatformOrder order, PlatformRefund refund) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("out_refund_no", refund.terms().outRefundNo());
    json.put("refund_id", refund.refundId());
    json.put("out_trade_no", order.key().outTradeNo());
    json.put("status", refund.status().name());
    json.putObject("amount")
        .put("total", order.terms().total())
        .put("refund", refund.terms().refund())
        .put("payer_refund", refund.payerRefund());
    json.put("create_time", V3Words.time(refund.createdAt()));
    Instant success = refund.successTime();
    put(json, "success_time", success == null ? null : V3Words.time(success));
    json.put("user_received_account", refund.receivedAccount());
    put(json, "reason", refund.terms().reason());
    put(json, "notify_url", refund.terms().notifyUrl());
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
