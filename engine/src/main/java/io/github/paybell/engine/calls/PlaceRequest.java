package io.github.paybell.engine.calls;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.NewOrder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment that a shop expects and wants placed at WeChat Pay.
 *
 * @param order what is registered; a description of 1 to 127 characters is needed, its {@code
 *     placedAs} is null
 * @param api null: API v3 where the account can, else v2
 * @param openid the payer, under the order's appid; JSAPI needs it
 * @param payerClientIp the address of the payer's browser; MWEB needs it
 */
public record PlaceRequest(
    NewOrder order,
    TradeType tradeType,
    @Nullable Api api,
    @Nullable String openid,
    @Nullable String payerClientIp) {
  private static final int MAX_DESCRIPTION = 127;
  private static final Pattern OPENID = Pattern.compile("[!-~]{1,128}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  /**
   * @throws IllegalArgumentException if something that WeChat Pay needs is missing or cannot be;
   *     the message is for people and repeats no value
   */
  public PlaceRequest {
    var description = order.description();
    // Documents write "string(127)" and do not say of what; what counts more is left to WeChat Pay.
    if (description == null
        || description.isBlank()
        || description.codePointCount(0, description.length()) > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "description must have 1 to " + MAX_DESCRIPTION + " characters");
    }
    if (openid != null && !OPENID.matcher(openid).matches()) {
      throw new IllegalArgumentException("openid must be 1 to 128 visible ASCII characters");
    }
    if (tradeType == TradeType.JSAPI && openid == null) {
      throw new IllegalArgumentException("JSAPI needs openid: the payer, under the order's appid");
    }
    if (payerClientIp != null && !ADDRESS.matcher(payerClientIp).matches()) {
      throw new IllegalArgumentException("payer_client_ip must be an IPv4 or IPv6 address");
    }
    if (tradeType == TradeType.MWEB && payerClientIp == null) {
      throw new IllegalArgumentException(
          "MWEB needs payer_client_ip: the address of the payer's browser");
    }
  }

  /** Says which order, and nothing of the payer. */
  @Override
  public String toString() {
    return "PlaceRequest[" + order.outTradeNo() + ", " + tradeType + "]";
  }
}
