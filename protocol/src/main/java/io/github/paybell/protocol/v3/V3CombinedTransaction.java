package io.github.paybell.protocol.v3;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A combined payment (合单): one payment by the user, several orders that succeed together.
 *
 * @param combineAppid of the initiator; null: not told
 * @param combineMchid the initiator
 * @param combineOutTradeNo the initiator's number of the whole
 * @param combineTransactionId WeChat's number of the whole, in some products
 * @param deviceId {@code scene_info.device_id}
 * @param payer {@code combine_payer_info}
 * @param subOrders the orders, at least one (documented: up to 50)
 * @param unknownMembers members this version does not know, raw JSON by name
 */
public record V3CombinedTransaction(
    @Nullable String combineAppid,
    String combineMchid,
    String combineOutTradeNo,
    @Nullable String combineTransactionId,
    @Nullable String deviceId,
    V3Payer payer,
    List<V3SubOrder> subOrders,
    Map<String, String> unknownMembers) {

  public V3CombinedTransaction {
    Facts.requireKey("combine_mchid", combineMchid);
    Facts.requireKey("combine_out_trade_no", combineOutTradeNo);
    if (subOrders.isEmpty()) {
      throw new IllegalArgumentException("sub_orders must have at least one order");
    }
    subOrders = List.copyOf(subOrders);
    unknownMembers = Map.copyOf(unknownMembers);
  }

  @Override
  public String toString() {
    return "V3CombinedTransaction[combine_mchid="
        + combineMchid
        + ", combine_out_trade_no="
        + combineOutTradeNo
        + ", sub_orders="
        + subOrders
        + "]";
  }
}
