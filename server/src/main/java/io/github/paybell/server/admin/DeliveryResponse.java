package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.delivery.DeliveryView;
import java.time.Instant;
import java.util.List;
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
 * @param lastAttempts the last 8, oldest first; where one delivery was asked for
 */
record DeliveryResponse(
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
    @JsonProperty("tried_at") @Nullable Instant triedAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("last_attempts")
        List<Try> lastAttempts) {

  /**
   * One attempt.
   *
   * @param at when it ended
   * @param address the resolved address that was called; null: not known
   * @param answer the first KiB of what the subscriber answered, as text of any content
   */
  record Try(
      @JsonProperty(value = "at", required = true) Instant at,
      @JsonProperty(value = "took_ms", required = true) int tookMs,
      @JsonProperty("status") @Nullable Integer status,
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("answer") @Nullable String answer,
      @JsonProperty("error") @Nullable String error) {
    static Try of(DeliveryView.Try view) {
      return new Try(
          view.at(), view.tookMs(), view.status(), view.address(), view.answer(), view.error());
    }
  }

  static DeliveryResponse of(DeliveryView view) {
    return new DeliveryResponse(
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
        view.triedAt(),
        view.tries().stream().map(Try::of).toList());
  }
}
