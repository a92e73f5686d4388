package io.github.paybell.simulator.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A combined order (合单): several orders that are paid together or not at all.
 *
 * @param combineMchid the initiator
 * @param combineAppid of the initiator
 * @param combineOutTradeNo the initiator's number of the whole
 * @param tradeType how it is to be paid
 * @param openid the payer, if named
 * @param deviceId {@code scene_info.device_id}
 * @param notifyUrl where the result of the whole goes
 * @param timeExpire the last moment to pay, if given
 * @param orders the parts, in the order of the request
 * @param fingerprint everything that a repetition must repeat
 */
public record Combination(
    String combineMchid,
    String combineAppid,
    String combineOutTradeNo,
    PlatformTradeType tradeType,
    @Nullable String openid,
    @Nullable String deviceId,
    String notifyUrl,
    @Nullable Instant timeExpire,
    List<Terms> orders,
    String fingerprint) {

  public Combination {
    if (orders.isEmpty()) {
      throw new IllegalArgumentException("a combined order has at least one part");
    }
    orders = List.copyOf(orders);
  }

  /** The key of the whole. */
  public PlatformOrderKey key() {
    return new PlatformOrderKey(combineMchid, combineOutTradeNo);
  }
}
