package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Refused.Reason;
import io.github.paybell.simulator.platform.Terms;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Closes orders (关单). */
final class CloseOrderEndpoints {
  private final Platform platform;
  private final V3ResponseWriter answers;

  CloseOrderEndpoints(Platform platform, V3ResponseWriter answers) {
    this.platform = platform;
    this.answers = answers;
  }

  Response direct(V3Call call) {
    call.requireCaller(call.body(), "mchid");
    return close(call, null);
  }

  Response partner(V3Call call) {
    V3RequestMembers body = call.body();
    call.requireCaller(body, "sp_mchid");
    return close(call, call.subMchid(body));
  }

  /** All parts or none: the list must be the one of the order. */
  Response combined(V3Call call) {
    V3RequestMembers body = call.body();
    call.callersAppid(body, "combine_appid");
    String number = call.path("combine_out_trade_no", Numbers.ORDER);
    Combination combination =
        platform.combination(new PlatformOrderKey(call.caller().mchid(), number));
    Set<PlatformOrderKey> named = new HashSet<>();
    for (V3RequestMembers part : body.objects("sub_orders")) {
      part.skip("sub_mchid", "sub_appid");
      String outTradeNo = part.text("out_trade_no", Numbers.ORDER);
      named.add(new PlatformOrderKey(part.text("mchid", 32), outTradeNo));
    }
    Set<PlatformOrderKey> parts =
        new HashSet<>(combination.orders().stream().map(Terms::key).toList());
    if (!named.equals(parts)) {
      throw body.wrong(
          "sub_orders", "must list all orders of the combined one and no other", "子单信息与下单时不一致");
    }
    for (PlatformOrderKey part : parts) {
      if (platform.order(part).tradeState().isPaid()) {
        throw new Refused(Reason.ORDER_PAID, "订单已支付");
      }
    }
    parts.forEach(platform::close);
    return answers.done(call);
  }

  private Response close(V3Call call, @Nullable String subMchid) {
    String number = call.path("out_trade_no", Numbers.ORDER);
    PlatformOrder order = platform.order(new PlatformOrderKey(call.caller().mchid(), number));
    if (!Objects.equals(order.terms().subMchid(), subMchid)) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + number);
    }
    if (order.combination() != null) {
      throw V3Failure.of(400, "INVALID_REQUEST", "合单订单请使用合单关单接口")
          .noting(
              number
                  + " is part of the combined order "
                  + order.combination().outTradeNo()
                  + ": close that at /v3/combine-transactions/out-trade-no/.");
    }
    platform.close(order.key());
    return answers.done(call);
  }
}
