package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Refused.Reason;
import io.github.paybell.simulator.platform.Terms;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells about orders (查单). */
final class OrderQueryEndpoints {
  private final Platform platform;
  private final V3ResponseWriter answers;

  OrderQueryEndpoints(Platform platform, V3ResponseWriter answers) {
    this.platform = platform;
    this.answers = answers;
  }

  Response direct(V3Call call) {
    call.requireCaller(call.query(), "mchid");
    return byNumber(call, null);
  }

  Response directById(V3Call call) {
    call.requireCaller(call.query(), "mchid");
    return byId(call, null);
  }

  Response partner(V3Call call) {
    return byNumber(call, partnersMerchant(call));
  }

  Response partnerById(V3Call call) {
    return byId(call, partnersMerchant(call));
  }

  Response combined(V3Call call) {
    String number = call.path("combine_out_trade_no", Numbers.ORDER);
    return combined(
        call, platform.combination(new PlatformOrderKey(call.caller().mchid(), number)));
  }

  /** The number of the whole is not given out here, so that of any part finds it. */
  Response combinedById(V3Call call) {
    String id = call.path("transaction_id", Numbers.WECHAT);
    Combination combination =
        platform.combination(platform.byTransaction(call.caller().mchid(), id));
    if (combination == null) {
      throw unknown(id);
    }
    return combined(call, combination);
  }

  private static String partnersMerchant(V3Call call) {
    V3RequestMembers query = call.query();
    call.requireCaller(query, "sp_mchid");
    return call.subMchid(query);
  }

  private Response byNumber(V3Call call, @Nullable String subMchid) {
    String number = call.path("out_trade_no", Numbers.ORDER);
    PlatformOrder order = platform.order(new PlatformOrderKey(call.caller().mchid(), number));
    return one(call, order, subMchid, number);
  }

  private Response byId(V3Call call, @Nullable String subMchid) {
    String id = call.path("transaction_id", Numbers.WECHAT);
    PlatformOrder order = platform.byTransaction(call.caller().mchid(), id);
    if (!platform.seen(order).tradeState().isPaid()) {
      // As long as a query does not know of the payment it cannot know its number.
      throw unknown(id);
    }
    return one(call, order, subMchid, id);
  }

  private Response one(V3Call call, PlatformOrder order, @Nullable String subMchid, String number) {
    if (order.combination() != null) {
      throw V3Failure.of(404, "ORDER_NOT_EXIST", "订单不存在")
          .internally(InternalCode.NO_SUCH_ORDER)
          .noting(
              number
                  + " is part of the combined order "
                  + order.combination().outTradeNo()
                  + ": query that at /v3/combine-transactions/out-trade-no/.");
    }
    if (!Objects.equals(order.terms().subMchid(), subMchid)) {
      throw unknown(number);
    }
    return answers.ok(call, OrderAnswers.of(platform.seen(order)));
  }

  private Response combined(V3Call call, Combination combination) {
    List<PlatformOrder> orders =
        combination.orders().stream()
            .map(Terms::key)
            .map(platform::order)
            .map(platform::seen)
            .toList();
    return answers.ok(call, OrderAnswers.of(combination, orders));
  }

  private static Refused unknown(String number) {
    return new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + number);
  }
}
