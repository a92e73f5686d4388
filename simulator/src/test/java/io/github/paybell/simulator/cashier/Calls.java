package io.github.paybell.simulator.cashier;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2PaySign;
import io.github.paybell.protocol.v3.V3ClientPay;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Prepay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Calls of the cashier as a shop's server makes them. */
final class Calls {
  static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

  private Calls() {}

  static Map<String, String> v3(Merchant merchant, Prepay prepay) {
    V3ClientPay.Jsapi it =
        V3ClientPay.jsapi(merchant.signer(), prepay.appid(), prepay.prepayId(), Shop.NOW, NONCE);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("appId", it.appId());
    parameters.put("timeStamp", it.timeStamp());
    parameters.put("nonceStr", it.nonceStr());
    parameters.put("package", it.packageValue());
    parameters.put("signType", it.signType());
    parameters.put("paySign", it.paySign());
    return parameters;
  }

  static Map<String, String> v2(Merchant merchant, Prepay prepay, SignType signType) {
    return new LinkedHashMap<>(
        V2PaySign.jsapi(
            prepay.appid(), Shop.NOW, NONCE, prepay.prepayId(), signType, merchant.v2()));
  }

  static PayCall bridge(Map<String, String> parameters) {
    return new PayCall(
        PayCall.Via.BRIDGE, "http://shop.example/pay/cart?id=1#top", parameters, Set.of());
  }

  static PayCall miniProgram(Map<String, String> parameters) {
    return new PayCall(PayCall.Via.MINI_PROGRAM, "", parameters, Set.of());
  }
}
