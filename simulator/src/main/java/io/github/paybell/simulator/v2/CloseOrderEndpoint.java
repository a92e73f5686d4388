package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.util.LinkedHashMap;
import java.util.Map;

/** 关闭订单. Unlike in v3, closing what is closed is an error. */
final class CloseOrderEndpoint implements V2Endpoint {
  private final Platform platform;
  private final Frequency frequency;

  CloseOrderEndpoint(Platform platform, Frequency frequency) {
    this.platform = platform;
    this.frequency = frequency;
  }

  @Override
  public Map<String, String> answer(V2Call call) {
    frequency.count(call.mchid(), Frequency.Kind.ORDER);
    V2RequestFields fields = new V2RequestFields(call, V2RequestFields.Codes.ORDER);
    String outTradeNo = fields.outTradeNo();
    if (outTradeNo == null) {
      throw fields.missing("缺少参数out_trade_no");
    }
    PlatformOrder order = platform.order(new PlatformOrderKey(call.mchid(), outTradeNo));
    if (order.tradeState() == PlatformTradeState.CLOSED) {
      throw new BusinessFailure("ORDERCLOSED", "订单已关闭");
    }
    platform.close(order.key());
    Map<String, String> answer = new LinkedHashMap<>();
    // An empty element, as real answers have them: it does not take part in the signature.
    answer.put("sub_mch_id", String.valueOf(call.fields().getOrDefault("sub_mch_id", "")));
    answer.put("result_msg", "OK");
    return answer;
  }
}
