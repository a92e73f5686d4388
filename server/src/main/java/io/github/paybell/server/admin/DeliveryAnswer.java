package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.delivery.DeliveryView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event and one subscriber, as the admin API shows it.
 *
 * @param id {@code {event_id}.{subscriber}}
 * @param outTradeNo null: the event is about the account as a whole
 * @param eventTime when the event happened
 * @param state {@code pending}, {@code delivered} or {@code dead}
 * @param attempts how often it was tried
 * @param status of the last HTTP answer; null: there was none
 * @param error why the last attempt failed; null: it did not
 * @param nextTryAt null: it is settled
 * @param triedAt when it was tried last; null: never
 */
record DeliveryAnswer(
    @JsonProperty(value = "id", required = true) String id,
    @JsonProperty(value = "event_id", required = true) UUID eventId,
    @JsonProperty(value = "subscriber", required = true) String subscriber,
    @JsonProperty(value = "type", required = true) String type,
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty("out_trade_no") @Nullable String outTradeNo,
    @JsonProperty(value = "event_time", required = true) Instant eventTime,
    @JsonProperty(value = "state", required = true) String state,
    @JsonProperty(value = "attempts", required = true) int attempts,
    @JsonProperty("status") @Nullable Integer status,
    @JsonProperty("error") @Nullable String error,
    @JsonProperty("next_try_at") @Nullable Instant nextTryAt,
    @JsonProperty("tried_at") @Nullable Instant triedAt) {

  static DeliveryAnswer of(DeliveryView view) {
    return new DeliveryAnswer(
        view.key().toString(),
        view.key().event(),
        view.key().subscriber(),
        view.type().wireName(),
        view.account(),
        view.subject(),
        view.createdAt(),
        view.state(),
        view.attempts(),
        view.status(),
        view.error(),
        view.dueAt(),
        view.triedAt());
  }
}
