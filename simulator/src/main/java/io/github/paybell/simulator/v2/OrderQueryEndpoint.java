package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.wire.V2Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** 查询订单: the order as a query shows it now. */
final class OrderQueryEndpoint implements V2Endpoint {
  private final Platform platform;
  private final Frequency frequency;

  OrderQueryEndpoint(Platform platform, Frequency frequency) {
    this.platform = platform;
    this.frequency = frequency;
  }

  @Override
  public Map<String, String> answer(V2Call call) {
    frequency.count(call.mchid(), Frequency.Kind.QUERY);
    V2RequestFields fields = new V2RequestFields(call, V2RequestFields.Codes.ORDER);
    PlatformOrder order = platform.seen(OrderLookup.order(platform, call, fields));
    Map<String, String> answer = order.tradeState().isPaid() ? paid(order) : unpaid(order);
    answer.put("trade_state", order.tradeState().name());
    answer.put("trade_state_desc", order.tradeState().description());
    return answer;
  }

  private static Map<String, String> paid(PlatformOrder order) {
    Map<String, String> fields = V2Words.payment(order);
    fields.putIfAbsent("cash_fee_type", order.terms().currency());
    return fields;
  }

  /** There is no transaction_id before the payment. */
  private static Map<String, String> unpaid(PlatformOrder order) {
    Terms terms = order.terms();
    Map<String, String> fields = new LinkedHashMap<>();
    if (terms.deviceInfo() != null) {
      fields.put("device_info", terms.deviceInfo());
    }
    fields.put("total_fee", Long.toString(terms.total()));
    fields.put("out_trade_no", terms.outTradeNo());
    if (terms.attach() != null) {
      fields.put("attach", terms.attach());
    }
    return fields;
  }
}
