package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import org.jspecify.annotations.Nullable;

/** Takes single orders in, of direct merchants and of partners. */
final class DirectOrderEndpoints {
  /** Whose order it is. */
  private record Owner(String appid, @Nullable String subMchid, @Nullable String subAppid) {}

  /** Who is to pay, if one is named. */
  private record Payer(@Nullable String openid, @Nullable String subOpenid) {
    static final Payer UNNAMED = new Payer(null, null);
  }

  private final Platform platform;
  private final OrderIntake placing;
  private final PrepayAnswers prepays;

  DirectOrderEndpoints(Platform platform, OrderIntake placing, PrepayAnswers prepays) {
    this.platform = platform;
    this.placing = placing;
    this.prepays = prepays;
  }

  V3Endpoint direct(OrderPath path) {
    PlatformTradeType tradeType = path.tradeType();
    return call -> {
      V3RequestMembers body = call.body();
      call.requireCaller(body, "mchid");
      Owner owner = new Owner(call.callersAppid(body, "appid"), null, null);
      return prepays.of(call, placing.place(terms(call, tradeType, owner, payer(body, tradeType))));
    };
  }

  V3Endpoint partner(OrderPath path) {
    PlatformTradeType tradeType = path.tradeType();
    return call -> {
      V3RequestMembers body = call.body();
      call.requireCaller(body, "sp_mchid");
      Owner owner =
          new Owner(
              call.callersAppid(body, "sp_appid"),
              call.subMchid(body),
              body.textIf("sub_appid", 1, 32));
      Payer payer = partnersPayer(body, tradeType, owner);
      return prepays.of(call, placing.place(terms(call, tradeType, owner, payer)));
    };
  }

  private static Payer payer(V3RequestMembers body, PlatformTradeType tradeType) {
    if (tradeType != PlatformTradeType.JSAPI) {
      return Payer.UNNAMED;
    }
    V3RequestMembers payer = body.object("payer");
    OrderMembers.identity(payer);
    String openid = payer.textIf("openid", 1, OrderMembers.OPENID);
    if (openid == null) {
      throw OrderMembers.openidMissing(payer, "openid");
    }
    return new Payer(openid, null);
  }

  private static Payer partnersPayer(
      V3RequestMembers body, PlatformTradeType tradeType, Owner owner) {
    if (tradeType != PlatformTradeType.JSAPI) {
      return Payer.UNNAMED;
    }
    V3RequestMembers payer = body.object("payer");
    OrderMembers.identity(payer);
    String openid = payer.textIf("sp_openid", 1, OrderMembers.OPENID);
    String subOpenid = payer.textIf("sub_openid", 1, OrderMembers.OPENID);
    if (openid == null && subOpenid == null) {
      throw OrderMembers.openidMissing(payer, "sp_openid");
    }
    if (subOpenid != null && owner.subAppid() == null) {
      throw body.wrong(
          "sub_appid", "is required together with payer.sub_openid", "传sub_openid时sub_appid为必填项");
    }
    return new Payer(openid, subOpenid);
  }

  private Terms terms(V3Call call, PlatformTradeType tradeType, Owner owner, Payer payer) {
    Rules rules = platform.rules();
    V3RequestMembers body = call.body();
    body.textIf("goods_tag", 1, 32);
    body.flagIf("support_fapiao");
    OrderMembers.detail(body);
    OrderMembers.settlement(body);
    V3RequestMembers amount = body.object("amount");
    return new Terms(
        Api.V3,
        null,
        tradeType,
        call.caller().mchid(),
        owner.appid(),
        owner.subMchid(),
        owner.subAppid(),
        body.text("out_trade_no", Numbers.ORDER),
        OrderMembers.description(body),
        OrderMembers.attach(body, rules),
        amount.number("total", 1),
        OrderMembers.currency(amount),
        OrderMembers.notifyUrl(body, rules),
        payer.openid(),
        payer.subOpenid(),
        OrderMembers.device(body, tradeType),
        body.timeIf("time_expire"),
        false,
        OrderMembers.fingerprint(body, tradeType));
  }
}
