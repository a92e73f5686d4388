package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.ProblemView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must know, as the admin API shows it.
 *
 * @param severity {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param member of a message that could not be read; null: none
 * @param orders at most 50 that it is about
 */
record ProblemResponse(
    @JsonProperty(value = "id", required = true) UUID id,
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "kind", required = true) String kind,
    @JsonProperty(value = "severity", required = true) String severity,
    @JsonProperty("out_trade_no") @Nullable String outTradeNo,
    @JsonProperty("cause") @Nullable String cause,
    @JsonProperty("member") @Nullable String member,
    @JsonProperty(value = "orders", required = true) List<String> orders,
    @JsonProperty(value = "orders_total", required = true) int ordersTotal,
    @JsonProperty(value = "state", required = true) String state,
    @JsonProperty("resolution") @Nullable String resolution,
    @JsonProperty("note") @Nullable String note,
    @JsonProperty(value = "times_seen", required = true) int timesSeen,
    @JsonProperty(value = "opened_at", required = true) Instant openedAt,
    @JsonProperty(value = "last_seen", required = true) Instant lastSeen,
    @JsonProperty("closed_at") @Nullable Instant closedAt) {

  static ProblemResponse of(ProblemView view) {
    return new ProblemResponse(
        view.id(),
        view.account(),
        view.kind(),
        view.severity(),
        view.outTradeNo(),
        view.cause(),
        view.member(),
        view.orders(),
        view.ordersTotal(),
        view.state(),
        view.resolution(),
        view.note(),
        view.timesSeen(),
        view.openedAt(),
        view.lastSeen(),
        view.closedAt());
  }
}
