package io.github.paybell.engine.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the producer is ours, and what is the user's. */
class ProducerSettingsTest {
  private static final Map<String, String> LEAST = Map.of("bootstrap.servers", "kafka:9092");

  @Test
  @DisplayName(
      "EVERY_EVENT: all replicas acknowledge, and the producer's own retries double nothing")
  void safe() {
    assertThat(ProducerSettings.of(LEAST))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("delivery.timeout.ms", "30000");
  }

  @Test
  @DisplayName("Kafka accepts the settings as they are")
  void accepted() {
    var settings = ProducerSettings.of(Map.of("bootstrap.servers", "localhost:9092"));

    assertThatNoException().isThrownBy(() -> new Producers(settings).get().close(Duration.ZERO));
  }

  @Test
  @DisplayName("how to log in, and how much to send at once, is the user's")
  void users() {
    var settings =
        ProducerSettings.of(
            with(
                Map.of(
                    "security.protocol", "SASL_SSL",
                    "sasl.mechanism", "PLAIN",
                    "compression.type", "none",
                    "linger.ms", "0",
                    "acks", "all")));

    assertThat(settings)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("compression.type", "none")
        .containsEntry("linger.ms", "0");
  }

  @ParameterizedTest(name = "{0}={1}")
  @DisplayName(
      "what would lose events or their order is refused, by its name and without its value")
  @CsvSource({
    "acks, 1",
    "acks, 0",
    "enable.idempotence, false",
    "max.in.flight.requests.per.connection, 6",
    "max.block.ms, 60000",
    "retries, 0",
    "transactional.id, sesame",
    "key.serializer, sesame",
    "value.serializer, sesame",
    "delivery.timeout.ms, 30001",
    "delivery.timeout.ms, sesame"
  })
  void refused(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProducerSettings.of(with(Map.of(key, value))))
        .withMessageContaining(key)
        .withMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @DisplayName("a topic has a name that Kafka allows")
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "咖啡"})
  void topics(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaTopic(LEAST, name))
        .withMessageContaining("topic");
  }

  @Test
  @DisplayName("bootstrap.servers is needed, and need not answer yet")
  void bootstrap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaTopic(Map.of(), "payments"))
        .withMessageContaining("bootstrap.servers");
    assertThatNoException()
        .isThrownBy(
            () -> new KafkaTopic(Map.of("bootstrap.servers", "no.such.invalid:1"), "p").close());
  }

  private static Map<String, String> with(Map<String, String> more) {
    var all = new HashMap<>(LEAST);
    all.putAll(more);
    return all;
  }
}
