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
final class PlatformOrders {
  private final Map<PlatformOrderKey, PlatformOrder> orders = new LinkedHashMap<>();
  private final Map<PlatformOrderKey, Combination> combinations = new HashMap<>();
  private final Map<String, PlatformOrderKey> byTransaction = new HashMap<>();
  private final Map<PlatformOrderKey, PlatformOrderKey> byRefund = new HashMap<>();

  /** Takes an order instead of the one with its key, if there is one. */
  void put(PlatformOrder order) {
    orders.put(order.key(), order);
    PlatformPayment payment = order.payment();
    if (payment != null) {
      byTransaction.put(payment.transactionId(), order.key());
    }
    for (PlatformRefund refund : order.refunds()) {
      byRefund.put(
          new PlatformOrderKey(order.key().mchid(), refund.terms().outRefundNo()), order.key());
    }
  }

  void put(Combination combination) {
    combinations.put(combination.key(), combination);
  }

  /** All orders, the oldest first. */
  List<PlatformOrder> all() {
    return List.copyOf(orders.values());
  }

  @Nullable PlatformOrder find(PlatformOrderKey key) {
    return orders.get(key);
  }

  @Nullable Combination findCombination(PlatformOrderKey key) {
    return combinations.get(key);
  }

  @Nullable PlatformRefund findRefund(String mchid, String outRefundNo) {
    PlatformOrderKey key = byRefund.get(new PlatformOrderKey(mchid, outRefundNo));
    return key == null ? null : order(key).refund(outRefundNo);
  }

  PlatformOrder order(PlatformOrderKey key) {
    PlatformOrder order = orders.get(key);
    if (order == null) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + key.outTradeNo());
    }
    return order;
  }

  Combination combination(PlatformOrderKey key) {
    Combination combination = combinations.get(key);
    if (combination == null) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "合单订单不存在：" + key.outTradeNo());
    }
    return combination;
  }

  /** The order that this transaction paid, if it is this merchant's. */
  PlatformOrder byTransaction(String mchid, String transactionId) {
    PlatformOrderKey key = byTransaction.get(transactionId);
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
