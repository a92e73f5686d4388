package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are made again; what is left out does not narrow. One of {@code subscriber} and
 * {@code since} is needed, so that everything is not redelivered by accident.
 *
 * @param state {@code pending}, {@code delivered} or {@code dead}; absent: all, and also what a
 *     subscriber that came later never had
 * @param since of events from then on
 * @param until of events before then
 */
record RedeliverRequest(
    @JsonProperty("subscriber") @Nullable String subscriber,
    @JsonProperty("account") @Nullable String account,
    @JsonProperty("state") @Nullable String state,
    @JsonProperty("type") @Nullable String type,
    @JsonProperty("since") @Nullable OffsetDateTime since,
    @JsonProperty("until") @Nullable OffsetDateTime until) {

  static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
