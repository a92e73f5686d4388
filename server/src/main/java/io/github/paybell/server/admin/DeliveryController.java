package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.delivery.Deliveries.Filter;
import io.github.paybell.engine.delivery.DeliveryKey;
import io.github.paybell.engine.delivery.DeliveryView;
import io.github.paybell.engine.delivery.Subscriber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

/** Deliveries: what became of each event at each subscriber, and once more. */
@RestController
@RequestMapping(path = "/api/v1/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeliveryController {
  private final Supplier<Engine> engine;
  private final List<Subscriber> subscribers;

  DeliveryController(Supplier<Engine> engine, List<Subscriber> subscribers) {
    this.engine = engine;
    this.subscribers = subscribers;
  }

  @GetMapping
  ListResponse<DeliveryResponse> list(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "subscriber", required = false) @Nullable String subscriber,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "type", required = false) @Nullable String type,
      @RequestParam(name = "since", required = false) @Nullable String since,
      @RequestParam(name = "until", required = false) @Nullable String until,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    var filter =
        new Filter(
            account,
            subscriber,
            ListFilter.state(state),
            ListFilter.type(type),
            ListFilter.time("since", since),
            ListFilter.time("until", until));
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().deliveries().list(filter, cursor, most), DeliveryResponse::of);
  }

  @GetMapping("/{id}")
  DeliveryResponse find(@PathVariable("id") String id) {
    return one(id, key -> engine.get().deliveries().find(key));
  }

  @PostMapping("/{id}/retry")
  DeliveryResponse retry(@PathVariable("id") String id) {
    return one(id, key -> engine.get().deliveries().retry(key, Caller.ADMIN));
  }

  private static DeliveryResponse one(
      String id, Function<DeliveryKey, Optional<DeliveryView>> question) {
    return DeliveryKey.parse(id)
        .flatMap(question)
        .map(DeliveryResponse::of)
        .orElseThrow(() -> AdminError.unknown("delivery", id));
  }

  @PostMapping("/redeliver")
  RedeliveredResponse redeliver(@RequestBody RedeliverRequest request) {
    var subscriber = request.subscriber();
    if (subscriber == null && request.since() == null) {
      throw AdminError.invalid(
          "subscriber or since is needed: without them everything would be told again.");
    }
    if (subscriber != null && subscribers.stream().noneMatch(s -> s.name().equals(subscriber))) {
      throw AdminError.unknown("subscriber", subscriber);
    }
    return new RedeliveredResponse(
        engine
            .get()
            .deliveries()
            .redeliver(
                new Filter(
                    request.account(),
                    subscriber,
                    ListFilter.state(request.state()),
                    ListFilter.type(request.type()),
                    RedeliverRequest.instant(request.since()),
                    RedeliverRequest.instant(request.until())),
                Caller.ADMIN));
  }
}
