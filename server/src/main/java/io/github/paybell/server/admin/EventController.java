package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.delivery.Deliveries.EventFilter;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events: what happened, who was told of it, and told again. */
@RestController
@RequestMapping(path = "/api/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
final class EventController {
  private final Supplier<Engine> engine;

  EventController(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @GetMapping
  ListResponse<EventResponse> list(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "out_trade_no", required = false) @Nullable String outTradeNo,
      @RequestParam(name = "type", required = false) @Nullable String type,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    var filter = new EventFilter(account, outTradeNo, ListFilter.type(type));
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().deliveries().events(filter, cursor, most), EventResponse::of);
  }

  @GetMapping("/{id}")
  EventResponse find(@PathVariable("id") UUID id) {
    return engine
        .get()
        .deliveries()
        .event(id)
        .map(EventResponse::of)
        .orElseThrow(() -> unknown(id));
  }

  @PostMapping("/{id}/redeliver")
  EventResponse redeliver(
      @PathVariable("id") UUID id,
      @RequestBody(required = false) @Nullable RedeliverEventRequest request) {
    var deliveries = engine.get().deliveries();
    var subscriber = request == null ? null : request.subscriber();
    return deliveries
        .redeliver(id, subscriber, Caller.ADMIN)
        .map(EventResponse::of)
        .orElseThrow(
            () ->
                subscriber == null || deliveries.event(id).isEmpty()
                    ? unknown(id)
                    : AdminError.unknown("subscriber", subscriber));
  }

  private static AdminError unknown(UUID id) {
    return AdminError.unknown("event", id.toString());
  }
}
