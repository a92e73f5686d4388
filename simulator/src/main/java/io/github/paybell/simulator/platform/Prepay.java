package io.github.paybell.simulator.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code prepay_id}: the right to open the cashier for one order, or for all of a combined one.
 *
 * @param prepayId {@code wx} and 34 characters
 * @param owner the merchant that placed it and whose key signs the call of the cashier
 * @param appid under which it was placed
 * @param tradeType how it is to be paid
 * @param orders what it pays
 * @param combination the combined order, or null
 * @param issuedAt simulated time; valid for 2 h
 */
public record Prepay(
    String prepayId,
    String owner,
    String appid,
    PlatformTradeType tradeType,
    List<PlatformOrderKey> orders,
    @Nullable PlatformOrderKey combination,
    Instant issuedAt) {
  public Prepay {
    orders = List.copyOf(orders);
  }
}
