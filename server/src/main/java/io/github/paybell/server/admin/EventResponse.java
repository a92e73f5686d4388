package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.paybell.engine.delivery.DeliveryView;
import io.github.paybell.engine.delivery.EventView;
import io.github.paybell.engine.ledger.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event in the form in which subscribers get it (CloudEvents 1.0), and who was told of it.
 *
 * @param subject the order's out_trade_no; absent: about the account as a whole
 * @param version rises by one with each event of the order; absent: no registered order stands
 *     behind it
 * @param data the order as it stood then, and what the event is about; of openids a hint
 */
@JsonPropertyOrder({
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "version",
  "datacontenttype",
  "data",
  "deliveries"
})
record EventResponse(
    @JsonProperty(value = "specversion", required = true) String specversion,
    @JsonProperty(value = "id", required = true) UUID id,
    @JsonProperty(value = "source", required = true) String source,
    @JsonProperty(value = "type", required = true) String type,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("subject") @Nullable String subject,
    @JsonProperty(value = "time", required = true) Instant time,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("version") @Nullable Long version,
    @JsonProperty(value = "datacontenttype", required = true) String datacontenttype,
    @JsonRawValue @JsonProperty(value = "data", required = true) String data,
    @JsonProperty(value = "deliveries", required = true) List<EventDelivery> deliveries) {

  /**
   * What became of it at one subscriber.
   *
   * @param id {@code {event}.{subscriber}}
   * @param state {@code pending}, {@code delivered} or {@code dead}
   * @param attempts how often it was tried
   * @param status of the last HTTP answer; null: there was none
   * @param error why the last attempt failed; null: it did not
   * @param nextTryAt null: it is settled
   * @param triedAt when it was tried last; null: never
   */
  record EventDelivery(
      @JsonProperty(value = "id", required = true) String id,
      @JsonProperty(value = "subscriber", required = true) String subscriber,
      @JsonProperty(value = "state", required = true) String state,
      @JsonProperty(value = "attempts", required = true) int attempts,
      @JsonProperty("status") @Nullable Integer status,
      @JsonProperty("error") @Nullable String error,
      @JsonProperty("next_try_at") @Nullable Instant nextTryAt,
      @JsonProperty("tried_at") @Nullable Instant triedAt) {

    static EventDelivery of(DeliveryView view) {
      return new EventDelivery(
          view.key().toString(),
          view.key().subscriber(),
          view.state(),
          view.attempts(),
          view.status(),
          view.error(),
          view.dueAt(),
          view.triedAt());
    }
  }

  static EventResponse of(EventView view) {
    var event = view.event();
    return new EventResponse(
        "1.0",
        event.id(),
        "/accounts/" + event.account(),
        event.type().wireName(),
        event.subject(),
        event.time(),
        event.version(),
        "application/json",
        PersonalData.hinted(event.data()),
        view.deliveries().stream().map(EventDelivery::of).toList());
  }

  /** Says which, never what: data names a payer's order. */
  @Override
  public String toString() {
    return "EventResponse[" + type + " " + id + "]";
  }
}
