package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.inbox.NotificationView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One stored notification, as the admin API shows it; its raw bytes are asked for apart. */
record NotificationResponse(
    @JsonProperty(value = "id", required = true) UUID id,
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "api", required = true) String api,
    @JsonProperty(value = "event_type", required = true) String eventType,
    @JsonProperty(value = "dedupe_key", required = true) String dedupeKey,
    @JsonProperty("out_trade_no") @Nullable String outTradeNo,
    @JsonProperty("amount") @Nullable MessageAmount amount,
    @JsonProperty("status") @Nullable String status,
    @JsonProperty(value = "verdict", required = true) String verdict,
    @JsonProperty("reason") @Nullable String reason,
    @JsonProperty(value = "first_seen", required = true) Instant firstSeen,
    @JsonProperty(value = "last_seen", required = true) Instant lastSeen,
    @JsonProperty(value = "times_seen", required = true) int timesSeen,
    @JsonProperty("address") @Nullable String address,
    @JsonProperty("answered") @Nullable String answered,
    @JsonProperty("took_ms") @Nullable Integer tookMs,
    @JsonProperty("key_id") @Nullable String keyId,
    @JsonProperty(value = "arrivals", required = true) List<Arrival> arrivals) {

  /**
   * What the message says was paid.
   *
   * @param total fen
   */
  record MessageAmount(@JsonProperty(value = "total", required = true) long total) {}

  /**
   * A copy after the first; of these the last 16 are kept.
   *
   * @param answered {@code SUCCESS} or {@code FAIL} (v2), the HTTP status (v3)
   */
  record Arrival(
      @JsonProperty(value = "at", required = true) Instant at,
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("answered") @Nullable String answered,
      @JsonProperty("took_ms") @Nullable Integer tookMs,
      @JsonProperty("key_id") @Nullable String keyId) {
    static Arrival of(NotificationView.Arrived arrived) {
      return new Arrival(
          arrived.at(), arrived.address(), arrived.answered(), arrived.tookMs(), arrived.keyId());
    }
  }

  static NotificationResponse of(NotificationView view) {
    var total = view.amountTotal();
    return new NotificationResponse(
        view.id(),
        view.account(),
        view.api(),
        view.eventType(),
        view.dedupeKey(),
        view.outTradeNo(),
        total == null ? null : new MessageAmount(total),
        view.status(),
        view.verdict(),
        view.reason(),
        view.firstSeen(),
        view.lastSeen(),
        view.timesSeen(),
        view.address(),
        view.answered(),
        view.tookMs(),
        view.keyId(),
        view.arrivals().stream().map(Arrival::of).toList());
  }
}
