package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** 统一下单: places an order and answers what the cashier is opened with. */
final class UnifiedOrderEndpoint implements V2Endpoint {
  private static final String OFFICIAL = "https://wx.tenpay.com";
  private static final String CHECK = "/cgi-bin/mmpayweb-bin/checkmweb";

  private final Platform platform;
  private final OrderIntake placing;
  private final Frequency frequency;
  private final Supplier<String> baseUrl;

  UnifiedOrderEndpoint(
      Platform platform, OrderIntake placing, Frequency frequency, Supplier<String> baseUrl) {
    this.platform = platform;
    this.placing = placing;
    this.frequency = frequency;
    this.baseUrl = baseUrl;
  }

  @Override
  public Map<String, String> answer(V2Call call) {
    frequency.count(call.mchid(), Frequency.Kind.ORDER);
    Prepay prepay = placing.place(new OrderForm(call, platform).terms());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("prepay_id", prepay.prepayId());
    fields.put("trade_type", prepay.tradeType().name());
    if (prepay.tradeType() == PlatformTradeType.NATIVE) {
      fields.put("code_url", "weixin://wxpay/bizpayurl?pr=" + prepay.prepayId());
    } else if (prepay.tradeType() == PlatformTradeType.MWEB) {
      fields.put("mweb_url", mwebUrl(prepay.prepayId()));
    }
    return fields;
  }

  private String mwebUrl(String prepayId) {
    return (platform.rules().officialLinks() ? OFFICIAL : baseUrl.get())
        + CHECK
        + "?prepay_id="
        + prepayId
        + "&package="
        + platform.dice().digits(10, "mweb package", prepayId);
  }
}
