package io.github.paybell.simulator.platform;

import io.github.paybell.protocol.v2.SignType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asked for when it placed an order. Two requests with one {@code out_trade_no}
 * must agree in {@code fingerprint}.
 *
 * @param api the interface it came by; its notification goes out by the same
 * @param signType of a v2 order; its notification is signed the same way. Null in v3
 * @param tradeType how it is to be paid
 * @param mchid the merchant, or the partner (服务商)
 * @param appid of mchid
 * @param subMchid partner mode only
 * @param subAppid partner mode only
 * @param outTradeNo the merchant's number, case-sensitive
 * @param description {@code description} or {@code body}
 * @param attach returned as it came
 * @param total fen, at least 1
 * @param currency ISO 4217
 * @param notifyUrl where the result goes
 * @param openid the payer under appid, if named
 * @param subOpenid the payer under subAppid, if named
 * @param deviceInfo {@code device_info} or {@code scene_info.device_id}
 * @param timeExpire the last moment to pay, if given
 * @param itemised whether single-item discounts were asked for ({@code version=1.0}, v2)
 * @param fingerprint everything that a repetition must repeat
 */
public record Terms(
    Api api,
    @Nullable SignType signType,
    PlatformTradeType tradeType,
    String mchid,
    String appid,
    @Nullable String subMchid,
    @Nullable String subAppid,
    String outTradeNo,
    String description,
    @Nullable String attach,
    long total,
    String currency,
    String notifyUrl,
    @Nullable String openid,
    @Nullable String subOpenid,
    @Nullable String deviceInfo,
    @Nullable Instant timeExpire,
    boolean itemised,
    String fingerprint) {

  public Terms {
    if (total < 1) {
      throw new IllegalArgumentException("total must be at least 1 fen, was " + total);
    }
  }

  /** The key of the order. */
  public PlatformOrderKey key() {
    return new PlatformOrderKey(mchid, outTradeNo);
  }

  /** Whether a partner placed it for a sub-merchant. */
  public boolean isPartner() {
    return subMchid != null;
  }
}
