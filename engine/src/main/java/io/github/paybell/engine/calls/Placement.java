package io.github.paybell.engine.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is placed at WeChat Pay. Placed again, it must be the same to the letter, but for
 * {@code payerClientIp}: WeChat Pay refuses a known out_trade_no with other data.
 *
 * @param total fen, at least 1
 * @param currency ISO 4217
 * @param appid bound to the merchant; of a service provider its own
 * @param subMchid the sub-merchant a service provider places the order for, else null
 * @param openid the payer, JSAPI only; under {@code appid}
 * @param payerClientIp the payer's address; MWEB must have it, v2 always sends one
 * @param expiresAt the last moment to pay; null: WeChat Pay's own
 */
public record Placement(
    Api api,
    TradeType tradeType,
    String outTradeNo,
    String description,
    long total,
    String currency,
    String notifyUrl,
    String appid,
    @Nullable String subMchid,
    @Nullable String openid,
    @Nullable String payerClientIp,
    @Nullable String attach,
    @Nullable Instant expiresAt) {

  /** Which of WeChat Pay's two interfaces. */
  public enum Api {
    V2,
    V3
  }

  /** How the payer pays; WeChat Pay's v2 names. */
  public enum TradeType {
    JSAPI,
    NATIVE,
    APP,
    MWEB
  }

  /** Says which order, and nothing of the payer. */
  @Override
  public String toString() {
    return "Placement[" + outTradeNo + ", " + api + " " + tradeType + "]";
  }
}
