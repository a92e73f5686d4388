package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.inbox.RejectionView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One refused request, as the admin API shows it. All of it is its sender's claim; its body is
 * asked for apart.
 */
record RejectionResponse(
    @JsonProperty(value = "id", required = true) UUID id,
    @JsonProperty("account") @Nullable String account,
    @JsonProperty(value = "at", required = true) Instant at,
    @JsonProperty(value = "reason", required = true) String reason,
    @JsonProperty("detail") @Nullable String detail,
    @JsonProperty("address") @Nullable String address,
    @JsonProperty("claimed_out_trade_no") @Nullable String claimedOutTradeNo,
    @JsonProperty("bytes") @Nullable Long bytes) {

  static RejectionResponse of(RejectionView view) {
    return new RejectionResponse(
        view.id(),
        view.account(),
        view.at(),
        view.reason(),
        view.detail(),
        view.address(),
        view.claimedOutTradeNo(),
        view.bytes());
  }
}
