package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.calls.PlaceOutcome;
import io.github.paybell.server.admin.OrderResponse.PaidAmount;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A placed order: what the payer's side needs.
 *
 * @param tradeState as it is after the call: SUCCESS when the payer was faster than the answer
 * @param prepayId valid for 2 h; null for NATIVE and MWEB by v3
 * @param codeUrl NATIVE: to be shown as a QR code; valid for 2 h
 * @param h5Url MWEB: to be redirected to; valid for 5 min
 * @param payParams JSAPI and APP: signed, to be handed to the client as they are
 */
record PlacedResponse(
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "out_trade_no", required = true) String outTradeNo,
    @JsonProperty(value = "trade_state", required = true) String tradeState,
    @JsonProperty("trade_type") @Nullable String tradeType,
    @JsonProperty(value = "amount", required = true) PaidAmount amount,
    @JsonProperty("prepay_id") @Nullable String prepayId,
    @JsonProperty("code_url") @Nullable String codeUrl,
    @JsonProperty("h5_url") @Nullable String h5Url,
    @JsonProperty("pay_params") @Nullable Map<String, String> payParams) {

  static PlacedResponse of(PlaceOutcome.Ready ready) {
    var order = OrderResponse.of(ready.order());
    var placed = ready.placed();
    return new PlacedResponse(
        order.account(),
        order.outTradeNo(),
        order.tradeState(),
        order.tradeType(),
        order.amount(),
        placed.prepayId(),
        placed.codeUrl(),
        placed.h5Url(),
        placed.payParams().isEmpty() ? null : placed.payParams());
  }

  /** Says which order, and nothing that can be paid with. */
  @Override
  public String toString() {
    return "PlacedResponse[" + outTradeNo + "]";
  }
}
