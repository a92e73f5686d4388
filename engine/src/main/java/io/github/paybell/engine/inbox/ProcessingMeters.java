package io.github.paybell.engine.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What handling measures; all tags come from closed lists. Thread-safe. */
final class ProcessingMeters {
  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String account, String outcome) {}

  ProcessingMeters(MeterRegistry registry, Supplier<Number> waiting) {
    this.registry = registry;
    Gauge.builder("paybell.backlog", waiting)
        .tag("kind", "handling")
        .description("stored notifications that wait for a thread to handle them")
        .register(registry);
  }

  void handled(String account, ProcessingResult handled, long nanos) {
    timers
        .computeIfAbsent(
            new Key(account, handled.outcome()),
            key ->
                Timer.builder("paybell.handling")
                    .description("a stored notification, applied with the shop's own writes")
                    .tag("account", key.account())
                    .tag("outcome", key.outcome())
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
