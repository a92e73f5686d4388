package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Refused;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the cashier shows for a {@code prepay_id} at one moment.
 *
 * @param prepay the right to pay
 * @param orders what it pays, all parts of a combined order
 * @param coupons what the payer may use, on the first order
 * @param state whether it can be paid
 */
record Checkout(Prepay prepay, List<PlatformOrder> orders, List<Coupon> coupons, State state) {
  /** Whether an order can be paid, and if not, why. */
  enum State {
    /** It can. */
    PAYABLE,
    /** It is paid. */
    PAID,
    /** The last moment to pay is over. */
    EXPIRED,
    /** The merchant closed it. */
    CLOSED
  }

  Checkout {
    orders = List.copyOf(orders);
    coupons = List.copyOf(coupons);
  }

  /**
   * The checkout of a {@code prepay_id}.
   *
   * @throws Refused PREPAY_INVALID; ORDER_NOT_FOUND if everything is forgotten just now
   */
  static Checkout of(Platform platform, String prepayId) {
    Prepay prepay = platform.prepay(prepayId);
    List<PlatformOrder> orders = prepay.orders().stream().map(platform::order).toList();
    return new Checkout(
        prepay, orders, Offer.of(platform.dice(), orders.get(0)), state(platform, orders));
  }

  private static State state(Platform platform, List<PlatformOrder> orders) {
    if (orders.stream().anyMatch(order -> order.tradeState().isPaid())) {
      return State.PAID;
    }
    if (orders.stream().anyMatch(it -> !platform.clock().now().isBefore(it.expiresAt()))) {
      return State.EXPIRED;
    }
    return orders.stream().anyMatch(order -> order.tradeState() == PlatformTradeState.CLOSED)
        ? State.CLOSED
        : State.PAYABLE;
  }

  /** All parts before coupons, fen. */
  long total() {
    return orders.stream().mapToLong(order -> order.terms().total()).sum();
  }

  /** For the page. Amounts in fen. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("prepay_id", prepay.prepayId());
    json.put("state", state.name());
    json.put("trade_type", prepay.tradeType().name());
    json.put("mchid", prepay.owner());
    json.put("appid", prepay.appid());
    json.put("total", total());
    json.put("payer_total", orders.stream().mapToLong(PlatformOrder::payerTotal).sum());
    json.put("currency", orders.get(0).terms().currency());
    // Coupons are used on the first order only, and 1 fen of it must remain.
    json.put("coupons_limit", orders.get(0).terms().total() - 1);
    ArrayNode parts = json.putArray("orders");
    orders.forEach(order -> part(parts.addObject(), order));
    ArrayNode offered = json.putArray("coupons");
    for (Coupon coupon : coupons) {
      offered
          .addObject()
          .put("coupon_id", coupon.id())
          .put("type", coupon.type().name())
          .put("name", coupon.name())
          .put("fee", coupon.fee());
    }
    return json;
  }

  private static void part(ObjectNode json, PlatformOrder order) {
    json.put("mchid", order.key().mchid());
    json.put("out_trade_no", order.key().outTradeNo());
    json.put("description", order.terms().description());
    json.put("total", order.terms().total());
    json.put("trade_state", order.tradeState().name());
    if (order.payment() != null) {
      json.put("transaction_id", order.payment().transactionId());
    }
  }
}
