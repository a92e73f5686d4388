package io.github.paybell.simulator.v3;

import io.github.paybell.protocol.v3.V3Plaintext;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.wire.V3Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Orders as a query shows them. */
final class OrderAnswers {
  private OrderAnswers() {}

  /** A single order. */
  static ObjectNode of(PlatformOrder order) {
    if (!order.tradeState().isPaid()) {
      return unpaid(order);
    }
    ObjectNode body = (ObjectNode) Json.read(V3Plaintext.of(V3Words.payment(order)));
    if (!body.has("promotion_detail")) {
      // Answers have the empty array that notifications leave out.
      body.putArray("promotion_detail");
    }
    return body;
  }

  /**
   * A combined order.
   *
   * @param orders its parts, in its order
   */
  static ObjectNode of(Combination combination, List<PlatformOrder> orders) {
    if (orders.stream().allMatch(order -> order.tradeState().isPaid())) {
      return (ObjectNode) Json.read(V3Plaintext.of(V3Words.combined(combination, orders)));
    }
    ObjectNode body = Json.object();
    body.put("combine_appid", combination.combineAppid())
        .put("combine_mchid", combination.combineMchid())
        .put("combine_out_trade_no", combination.combineOutTradeNo());
    putIf(body.putObject("scene_info"), "device_id", orEmpty(combination.deviceId()));
    var parts = body.putArray("sub_orders");
    orders.forEach(order -> parts.add(unpaidPart(order)));
    putIf(body.putObject("combine_payer_info"), "openid", combination.openid());
    return body;
  }

  /** Exactly these members were seen of orders that are not paid. */
  private static ObjectNode unpaid(PlatformOrder order) {
    Terms terms = order.terms();
    ObjectNode body = Json.object();
    body.putObject("amount").put("payer_currency", terms.currency()).put("total", terms.total());
    if (terms.isPartner()) {
      body.put("sp_appid", terms.appid()).put("sp_mchid", terms.mchid());
      putIf(body, "sub_appid", terms.subAppid());
      putIf(body, "sub_mchid", terms.subMchid());
    } else {
      body.put("appid", terms.appid()).put("mchid", terms.mchid());
    }
    body.put("out_trade_no", terms.outTradeNo());
    body.putArray("promotion_detail");
    body.putObject("scene_info").put("device_id", orEmpty(terms.deviceInfo()));
    return body.put("trade_state", order.tradeState().name())
        .put("trade_state_desc", order.tradeState().description());
  }

  private static ObjectNode unpaidPart(PlatformOrder order) {
    Terms terms = order.terms();
    ObjectNode part = Json.object();
    part.putObject("amount")
        .put("currency", terms.currency())
        .put("payer_currency", terms.currency())
        .put("total_amount", terms.total());
    putIf(part, "attach", terms.attach());
    part.put("mchid", terms.mchid()).put("out_trade_no", terms.outTradeNo());
    putIf(part, "sub_appid", terms.subAppid());
    putIf(part, "sub_mchid", terms.subMchid());
    return part.put("trade_state", order.tradeState().name())
        .put("trade_type", terms.tradeType().name());
  }

  private static void putIf(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
