package io.github.paybell.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Somebody who is told of events besides the listeners: by webhook (url and secret) or by Kafka
 * (kafka).
 *
 * @param url where a webhook goes, https or http
 * @param secret what webhooks are signed with: whsec_ and base64 of 24 to 64 bytes, or file:
 * @param previousSecret the secret before, while the subscriber changes to the new one
 * @param kafka where records go
 * @param events the types that are told, such as payment.succeeded or refund.*; absent: all
 * @param concurrency attempts under way at once in this process, 1 to 10000; absent: 16 for a
 *     webhook, 1000 for Kafka
 * @param perSecond attempts begun in a second in this process; 0: no limit
 */
public record SubscriberProperties(
    @Nullable String url,
    @Nullable Hidden secret,
    @Nullable Hidden previousSecret,
    @Nullable Kafka kafka,
    @DefaultValue List<String> events,
    @Nullable Integer concurrency,
    @DefaultValue("0") int perSecond) {

  /**
   * A topic.
   *
   * @param bootstrapServers host:port, several with commas
   * @param topic its name
   * @param properties further properties of the producer, such as security.protocol
   */
  public record Kafka(
      @Nullable String bootstrapServers,
      @Nullable String topic,
      @Nullable Map<String, String> properties) {
    /** Properties may hold a password. */
    @Override
    public String toString() {
      return "Kafka[" + topic + "]";
    }
  }

  /** Says neither secret nor address: some addresses are secrets. */
  @Override
  public String toString() {
    return "SubscriberProperties[" + (kafka == null ? "webhook" : kafka) + "]";
  }
}
