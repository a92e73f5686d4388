package io.github.paybell.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** Memory, threads and processor of this process, beside what the engine counts. */
final class ProcessMeters implements AutoCloseable {
  private final JvmGcMetrics collections;

  private ProcessMeters(JvmGcMetrics collections) {
    this.collections = collections;
  }

  static ProcessMeters bind(MeterRegistry meters) {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    var collections = new JvmGcMetrics();
    collections.bindTo(meters);
    return new ProcessMeters(collections);
  }

  @Override
  public void close() {
    collections.close();
  }
}
