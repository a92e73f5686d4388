package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.delivery.Subscriber;
import java.util.List;

/**
 * A subscriber, as this server is configured.
 *
 * @param kind {@code webhook} or {@code kafka}
 * @param target host and path, or the topic; never a query, never a secret
 * @param events the types it is told of
 * @param concurrency attempts under way at once in this process
 * @param perSecond attempts begun in a second in this process, at most; 0: no limit
 */
record SubscriberResponse(
    @JsonProperty(value = "name", required = true) String name,
    @JsonProperty(value = "kind", required = true) String kind,
    @JsonProperty(value = "target", required = true) String target,
    @JsonProperty(value = "events", required = true) List<String> events,
    @JsonProperty(value = "concurrency", required = true) int concurrency,
    @JsonProperty(value = "per_second", required = true) int perSecond) {

  static SubscriberResponse of(Subscriber subscriber) {
    return new SubscriberResponse(
        subscriber.name(),
        subscriber.channel().kind(),
        subscriber.channel().target(),
        subscriber.events().names(),
        subscriber.concurrency(),
        subscriber.perSecond());
  }
}
