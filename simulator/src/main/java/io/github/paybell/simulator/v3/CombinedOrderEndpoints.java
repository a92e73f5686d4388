package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes combined orders in (合单). */
final class CombinedOrderEndpoints {
  private static final int MOST_OF_MERCHANTS = 10;
  private static final int MOST_OF_PARTNERS = 50;

  private record Payer(@Nullable String openid, @Nullable String subOpenid) {}

  /** What all parts share. */
  private record Whole(
      PlatformTradeType tradeType,
      String appid,
      String notifyUrl,
      Payer payer,
      @Nullable String deviceId,
      @Nullable Instant timeExpire) {}

  private final Platform platform;
  private final OrderIntake placing;
  private final PrepayAnswers prepays;

  CombinedOrderEndpoints(Platform platform, OrderIntake placing, PrepayAnswers prepays) {
    this.platform = platform;
    this.placing = placing;
    this.prepays = prepays;
  }

  V3Endpoint place(OrderPath path) {
    return call -> prepays.of(call, placing.place(combination(call, path.tradeType())));
  }

  private Combination combination(V3Call call, PlatformTradeType tradeType) {
    V3RequestMembers body = call.body();
    call.requireCaller(body, "combine_mchid");
    body.timeIf("time_start");
    Whole whole =
        new Whole(
            tradeType,
            call.callersAppid(body, "combine_appid"),
            OrderMembers.notifyUrl(body, platform.rules()),
            payer(body, tradeType),
            OrderMembers.device(body, tradeType),
            body.timeIf("time_expire"));
    List<V3RequestMembers> parts = parts(body);
    return new Combination(
        call.caller().mchid(),
        whole.appid(),
        body.text("combine_out_trade_no", Numbers.ORDER),
        tradeType,
        whole.payer().openid(),
        whole.deviceId(),
        whole.notifyUrl(),
        whole.timeExpire(),
        parts.stream().map(part -> terms(call, part, whole)).toList(),
        OrderMembers.fingerprint(body, tradeType));
  }

  private static Payer payer(V3RequestMembers body, PlatformTradeType tradeType) {
    V3RequestMembers payer = body.objectIf("combine_payer_info");
    if (payer == null) {
      if (tradeType == PlatformTradeType.JSAPI) {
        throw body.missing("combine_payer_info");
      }
      return new Payer(null, null);
    }
    OrderMembers.identity(payer);
    Payer named =
        new Payer(
            payer.textIf("openid", 1, OrderMembers.OPENID),
            payer.textIf("sub_openid", 1, OrderMembers.OPENID));
    if (tradeType == PlatformTradeType.JSAPI
        && named.openid() == null
        && named.subOpenid() == null) {
      throw OrderMembers.openidMissing(payer, "openid");
    }
    return named;
  }

  private static List<V3RequestMembers> parts(V3RequestMembers body) {
    List<V3RequestMembers> parts = body.objects("sub_orders");
    if (parts.isEmpty()) {
      throw body.missing("sub_orders");
    }
    boolean partner = parts.stream().anyMatch(part -> part.has("sub_mchid"));
    int least = partner ? 1 : 2;
    int most = partner ? MOST_OF_PARTNERS : MOST_OF_MERCHANTS;
    if (parts.size() < least || parts.size() > most) {
      throw body.wrong(
          "sub_orders",
          "must have " + least + " to " + most + " orders, has " + parts.size(),
          "子单数量必须在" + least + "到" + most + "之间");
    }
    Set<PlatformOrderKey> keys = new HashSet<>();
    for (V3RequestMembers part : parts) {
      String outTradeNo = part.text("out_trade_no", Numbers.ORDER);
      if (!keys.add(new PlatformOrderKey(part.text("mchid", 32), outTradeNo))) {
        throw part.wrong("out_trade_no", "occurs twice", "子单商户订单号重复");
      }
    }
    return parts;
  }

  private Terms terms(V3Call call, V3RequestMembers part, Whole whole) {
    Rules rules = platform.rules();
    String mchid = part.text("mchid", 32);
    if (platform.merchants().find(mchid) == null) {
      throw V3Failure.of(400, "MCH_NOT_EXISTS", "商户号不存在")
          .noting(
              "sub_orders names merchant "
                  + mchid
                  + ", who is not here. PUT /sim/merchants/"
                  + mchid
                  + " adds it.");
    }
    part.skip("detail");
    part.textIf("goods_tag", 1, 32);
    OrderMembers.settlement(part);
    String attach = OrderMembers.attach(part, rules);
    if (attach == null) {
      throw part.missing("attach");
    }
    V3RequestMembers amount = part.object("amount");
    return new Terms(
        Api.V3,
        null,
        whole.tradeType(),
        mchid,
        whole.appid(),
        call.subMchidIf(part),
        part.textIf("sub_appid", 1, 32),
        part.text("out_trade_no", Numbers.ORDER),
        OrderMembers.description(part),
        attach,
        amount.number("total_amount", 1),
        OrderMembers.currency(amount),
        whole.notifyUrl(),
        whole.payer().openid(),
        whole.payer().subOpenid(),
        whole.deviceId(),
        whole.timeExpire(),
        false,
        OrderMembers.fingerprint(part, whole.tradeType()));
  }
}
