package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the inbox measures. Meters are looked up once per combination of tags; all tags come from
 * closed lists.
 */
final class Meters {
  private final MeterRegistry registry;
  private final Counter probes;
  private final DistributionSummary batches;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String account, Api api, String kind, String outcome) {}

  Meters(MeterRegistry registry) {
    this.registry = registry;
    probes =
        Counter.builder("paybell.probe")
            .description("signature probes of WeChat Pay, refused as they must be")
            .register(registry);
    batches =
        DistributionSummary.builder("paybell.commit.batch")
            .description("notifications per committed transaction")
            .register(registry);
  }

  void backlog(Supplier<Number> waiting) {
    Gauge.builder("paybell.backlog", waiting)
        .tag("kind", "inbox")
        .description("notifications that wait for a commit")
        .register(registry);
  }

  void probe() {
    probes.increment();
  }

  void batch(int size) {
    batches.record(size);
  }

  /**
   * @param kind payment, refund or other
   * @param outcome a verdict, {@code duplicate}, a refusal, {@code busy}, {@code failed}, {@code
   *     too_late} or {@code listener_failed}
   */
  void notification(String account, Api api, String kind, String outcome, long nanos) {
    timers
        .computeIfAbsent(
            new Key(account, api, kind, outcome),
            key ->
                Timer.builder("paybell.notification")
                    .description("from the whole body to the answer")
                    .tag("account", key.account())
                    .tag("api", key.api().wireName())
                    .tag("kind", key.kind())
                    .tag("outcome", key.outcome())
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
