package io.github.paybell.engine.delivery.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The producer's configuration: ours where it decides what is safe, the user's for the rest. */
final class ProducerSettings {
  /** How long one look for the topic may take; it blocks a thread of ours, never the delivery. */
  static final Duration MAX_BLOCK = Duration.ofSeconds(5);

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";

  /** Well below the lease of a delivery: the brokers' word is in before another replica tries. */
  private static final long MOST_DELIVERY_TIMEOUT_MS = 30_000;

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private static final Map<String, String> FIXED =
      Map.of(
          "acks", "all",
          "enable.idempotence", "true",
          "max.in.flight.requests.per.connection", "5", // the most that keeps the order
          "max.block.ms", Long.toString(MAX_BLOCK.toMillis()));

  /** Not to be set: each would take away order, acknowledgement or the form of the record. */
  private static final Set<String> NEVER =
      Set.of("retries", "transactional.id", "key.serializer", "value.serializer");

  private static final Map<String, String> USUAL =
      Map.of(
          DELIVERY_TIMEOUT,
          Long.toString(MOST_DELIVERY_TIMEOUT_MS),
          "request.timeout.ms",
          "10000",
          "linger.ms",
          "5",
          "batch.size",
          "65536",
          "compression.type",
          "lz4", // falls back to Java where its native code cannot be loaded
          "client.id",
          "paybell");

  private ProducerSettings() {}

  /**
   * @throws IllegalArgumentException for settings that are missing, or not the user's to change;
   *     without any value
   */
  static Map<String, Object> of(Map<String, String> properties) {
    if (properties.getOrDefault(BOOTSTRAP, "").isBlank()) {
      throw new IllegalArgumentException("a Kafka subscriber needs " + BOOTSTRAP);
    }
    var settings = new HashMap<String, Object>(USUAL);
    settings.putAll(properties);
    settings.putAll(FIXED);
    for (var key : properties.keySet()) {
      var fixed = FIXED.get(key);
      if (NEVER.contains(key) || fixed != null && !fixed.equals(properties.get(key))) {
        throw new IllegalArgumentException(
            "the Kafka property "
                + key
                + " cannot be changed"
                + (fixed == null ? "" : " from " + fixed)
                + ": events could be lost, or lose their order");
      }
    }
    requireShort(properties.get(DELIVERY_TIMEOUT));
    return settings;
  }

  /**
   * @throws IllegalArgumentException if Kafka allows no such name
   */
  static String topic(String name) {
    if (!TOPIC.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "a Kafka topic is 1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-', was '" + name + "'");
    }
    return name;
  }

  private static void requireShort(@Nullable String timeout) {
    if (timeout != null
        && (!timeout.matches("[0-9]{1,9}") || Long.parseLong(timeout) > MOST_DELIVERY_TIMEOUT_MS)) {
      throw new IllegalArgumentException(
          "the Kafka property "
              + DELIVERY_TIMEOUT
              + " must be at most "
              + MOST_DELIVERY_TIMEOUT_MS
              + ": another replica would try meanwhile");
    }
  }
}
