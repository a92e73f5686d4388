package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import org.jspecify.annotations.Nullable;

/** Who paid an order: personal data. */
record PayerResponse(
    @JsonProperty("openid") @Nullable String openid,
    @JsonProperty("sub_openid") @Nullable String subOpenid) {

  static PayerResponse of(Payer payer) {
    return new PayerResponse(payer.openid(), payer.subOpenid());
  }

  /** Says nothing (SILENT_SECRETS). */
  @Override
  public String toString() {
    return "PayerResponse";
  }
}
