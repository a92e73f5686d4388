package io.github.paybell.engine.delivery.kafka;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers, all alike. */
final class Producers implements Supplier<Producer<String, byte[]>> {
  private final Map<String, Object> settings;

  Producers(Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  /**
   * @throws org.apache.kafka.common.KafkaException if the settings make none, or no broker's name
   *     can be resolved
   */
  @Override
  public Producer<String, byte[]> get() {
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
