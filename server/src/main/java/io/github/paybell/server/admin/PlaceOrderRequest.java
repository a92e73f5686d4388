package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.calls.PlaceRequest;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.server.admin.OrderRequest.OrderAmount;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is to be registered and placed at WeChat Pay. The same request again is the same
 * order.
 *
 * @param tradeType {@code JSAPI} (mini programs too), {@code NATIVE}, {@code APP} or {@code MWEB}
 * @param openid the payer; JSAPI needs it
 * @param payerClientIp the payer's address; MWEB needs it
 * @param appid absent: the account's only one
 * @param api {@code v3} or {@code v2}; absent: v3 where the account has a merchant key for it
 */
record PlaceOrderRequest(
    @JsonProperty(value = "out_trade_no", required = true) String outTradeNo,
    @JsonProperty(value = "amount", required = true) OrderAmount amount,
    @JsonProperty(value = "description", required = true) String description,
    @JsonProperty(value = "trade_type", required = true) String tradeType,
    @JsonProperty("openid") @Nullable String openid,
    @JsonProperty("payer_client_ip") @Nullable String payerClientIp,
    @JsonProperty("attach") @Nullable String attach,
    @JsonProperty("expires_at") @Nullable OffsetDateTime expiresAt,
    @JsonProperty("reference") @Nullable String reference,
    @JsonProperty("appid") @Nullable String appid,
    @JsonProperty("sub_mchid") @Nullable String subMchid,
    @JsonProperty("api") @Nullable String api,
    @JsonProperty("late_payment") @Nullable String latePayment,
    @JsonProperty("duplicate_payment") @Nullable String duplicatePayment) {

  PlaceRequest request() {
    if (outTradeNo == null) {
      throw AdminError.invalid("out_trade_no must be a string.");
    }
    var order =
        new OrderRequest(
            amount,
            reference,
            expiresAt,
            description,
            attach,
            appid,
            subMchid,
            latePayment,
            duplicatePayment);
    try {
      return new PlaceRequest(
          order.order(outTradeNo), wantedType(), wantedApi(), openid, payerClientIp);
    } catch (IllegalArgumentException e) {
      throw AdminError.invalid(e.getMessage() + ".");
    }
  }

  private TradeType wantedType() {
    return Arrays.stream(TradeType.values())
        .filter(type -> type.name().equals(tradeType))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("trade_type must be JSAPI, NATIVE, APP or MWEB"));
  }

  private @Nullable Api wantedApi() {
    if (api == null) {
      return null;
    }
    return switch (api) {
      case "v3" -> Api.V3;
      case "v2" -> Api.V2;
      default -> throw new IllegalArgumentException("api must be v3 or v2");
    };
  }

  /** Says which order, and nothing of the payer. */
  @Override
  public String toString() {
    return "PlaceOrderRequest[" + outTradeNo + "]";
  }
}
