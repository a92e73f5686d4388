package io.github.paybell.engine.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What delivery measures. All tags come from closed lists: subscribers are those of the
 * configuration.
 */
final class DeliveryMeters {
  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> backlogs = new ConcurrentHashMap<>();

  private record Key(String subscriber, String kind, String outcome) {}

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(
            "paybell.backlog",
            backlogs,
            all -> all.values().stream().mapToLong(AtomicLong::get).sum())
        .tag("kind", "delivery")
        .description("deliveries that are due, as last counted; of one subscriber up to 100000")
        .register(registry);
  }

  /**
   * @param outcome delivered, failed, dead, refused or void
   */
  void attempt(String subscriber, String kind, String outcome, long nanos) {
    timers
        .computeIfAbsent(
            new Key(subscriber, kind, outcome),
            key ->
                Timer.builder("paybell.delivery")
                    .description("from the beginning of an attempt to its end")
                    .tag("subscriber", key.subscriber())
                    .tag("kind", key.kind())
                    .tag("outcome", key.outcome())
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void backlog(String subscriber, long due) {
    backlogs
        .computeIfAbsent(
            subscriber,
            name -> {
              var backlog = new AtomicLong();
              Gauge.builder("paybell.delivery.due", backlog, AtomicLong::get)
                  .tag("subscriber", name)
                  .description("deliveries that are due, as last counted, up to 100000")
                  .register(registry);
              return backlog;
            })
        .set(due);
  }
}
