package io.github.paybell.simulator.platform;

import io.github.paybell.simulator.platform.Refused.Reason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All orders as they are now, and how to find them by the numbers of either side. Not thread-safe:
 * under the platform's lock.
 */
final class OrderBook {
  private final Map<OrderKey, Order> orders = new LinkedHashMap<>();
  private final Map<OrderKey, Combination> combinations = new HashMap<>();
  private final Map<String, OrderKey> byTransaction = new HashMap<>();
  private final Map<OrderKey, OrderKey> byRefund = new HashMap<>();

  /** Takes an order instead of the one with its key, if there is one. */
  void put(Order order) {
    orders.put(order.key(), order);
    Payment payment = order.payment();
    if (payment != null) {
      byTransaction.put(payment.transactionId(), order.key());
    }
    for (Refund refund : order.refunds()) {
      byRefund.put(new OrderKey(order.key().mchid(), refund.terms().outRefundNo()), order.key());
    }
  }

  void put(Combination combination) {
    combinations.put(combination.key(), combination);
  }

  /** All orders, the oldest first. */
  List<Order> all() {
    return List.copyOf(orders.values());
  }

  @Nullable Order find(OrderKey key) {
    return orders.get(key);
  }

  @Nullable Combination findCombination(OrderKey key) {
    return combinations.get(key);
  }

  @Nullable Refund findRefund(String mchid, String outRefundNo) {
    OrderKey key = byRefund.get(new OrderKey(mchid, outRefundNo));
    return key == null ? null : order(key).refund(outRefundNo);
  }

  Order order(OrderKey key) {
    Order order = orders.get(key);
    if (order == null) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + key.outTradeNo());
    }
    return order;
  }

  Combination combination(OrderKey key) {
    Combination combination = combinations.get(key);
    if (combination == null) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "合单订单不存在：" + key.outTradeNo());
    }
    return combination;
  }

  /** The order that this transaction paid, if it is this merchant's. */
  Order byTransaction(String mchid, String transactionId) {
    OrderKey key = byTransaction.get(transactionId);
    if (key == null || !key.mchid().equals(mchid)) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + transactionId);
    }
    return order(key);
  }

  void clear() {
    orders.clear();
    combinations.clear();
    byTransaction.clear();
    byRefund.clear();
  }
}
