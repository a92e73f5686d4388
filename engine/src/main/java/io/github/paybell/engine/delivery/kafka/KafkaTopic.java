package io.github.paybell.engine.delivery.kafka;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import java.util.List;
import java.util.Map;

/**
 * Tells a subscriber by a record on a topic, in the binary form of CloudEvents: the order's
 * out_trade_no is the key (the account, where there is no order), so that the events of one order
 * stay in one partition; attributes are headers {@code ce_*}, the value is the event's data as
 * JSON. An event counts as delivered when the brokers acknowledged it with {@code acks=all}. A
 * consumer may see one event more than once, always with the same {@code ce_id}. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     binding of CloudEvents</a>
 */
public final class KafkaTopic implements Channel {
  // This class names no type of Kafka's, so that it can say what is missing where it is missing.
  private final Sender sender;
  private final String topic;

  /**
   * @param properties of the producer, at least {@code bootstrap.servers}; what makes it safe
   *     ({@code acks}, {@code enable.idempotence} and the like) is set here and cannot be changed
   * @throws IllegalArgumentException for options that cannot work, saying which and why, or if
   *     kafka-clients is not there
   */
  public KafkaTopic(Map<String, String> properties, String topic) {
    this.topic = ProducerSettings.topic(topic);
    var settings = ProducerSettings.of(properties);
    requireKafka();
    sender = new Sender(new Producers(settings), topic, ProducerSettings.MAX_BLOCK);
  }

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public String target() {
    return topic;
  }

  @Override
  public void tell(List<Attempt> attempts) {
    sender.tell(attempts);
  }

  @Override
  public void close() {
    sender.close();
  }

  private static void requireKafka() {
    try {
      Class.forName(
          "org.apache.kafka.clients.producer.KafkaProducer",
          false,
          KafkaTopic.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "a subscriber that is a Kafka topic needs Kafka's client, which is not on the class path;"
              + " add the dependency org.apache.kafka:kafka-clients",
          e);
    }
  }
}
