package io.github.paybell.settings;

import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.delivery.kafka.KafkaTopic;
import io.github.paybell.engine.delivery.webhook.SigningSecret;
import io.github.paybell.engine.delivery.webhook.Webhook;
import io.github.paybell.engine.delivery.webhook.WebhookOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code paybell.subscribers.NAME}: a system that receives events, by webhook or by Kafka. An empty
 * value counts as absent.
 *
 * @param url where a webhook goes; null: it is none
 * @param secret what the webhook is signed with, {@code whsec_…}; accepts {@code file:}
 * @param previousSecret signed with as well, while the secret is changed; accepts {@code file:}
 * @param events types such as {@code payment.succeeded}, {@code payment.*} or {@code *}; none: all.
 *     Those of other products only where {@code wechat.*} or {@code wechat.COMPLAINT.CREATE} names
 *     them
 * @param concurrency attempts under way at once in this process, 1–10 000; null: 16 for a webhook,
 *     1 000 for Kafka
 * @param perSecond attempts begun in a second in this process, at most; 0: no limit
 * @param kafka the topic; null: it is a webhook
 */
public record SubscriberSettings(
    @Nullable String url,
    @Nullable SecretText secret,
    @Nullable SecretText previousSecret,
    @DefaultValue List<String> events,
    @Nullable Integer concurrency,
    @DefaultValue("0") int perSecond,
    @Nullable Kafka kafka) {
  private static final String PREFIX = "paybell.subscribers.";
  private static final int WEBHOOK_CONCURRENCY = 16;

  // Records under way cost a little memory, no thread and no connection.
  private static final int KAFKA_CONCURRENCY = 1_000;
  private static final int MOST_CONCURRENCY = 10_000;

  /**
   * A topic.
   *
   * @param bootstrapServers {@code host:port} of some brokers
   * @param properties further ones of Kafka's producer, such as {@code security.protocol}; values
   *     accept {@code file:}
   */
  public record Kafka(
      @DefaultValue List<String> bootstrapServers,
      @Nullable String topic,
      @Nullable Map<String, String> properties) {
    public Kafka {
      bootstrapServers = bootstrapServers.stream().map(String::strip).toList();
      topic = topic == null || topic.isBlank() ? null : topic.strip();
      properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    @Override
    public Map<String, String> properties() {
      return Objects.requireNonNull(properties);
    }

    boolean isEmpty() {
      return bootstrapServers.isEmpty() && topic == null && properties().isEmpty();
    }

    /** Without the properties: a password may be among them. */
    @Override
    public String toString() {
      return "Kafka[" + topic + "]";
    }
  }

  public SubscriberSettings {
    url = url == null || url.isBlank() ? null : url.strip();
    secret = secret == null || secret.isEmpty() ? null : secret;
    previousSecret = previousSecret == null || previousSecret.isEmpty() ? null : previousSecret;
    events = events.stream().map(String::strip).toList();
    kafka = kafka == null || kafka.isEmpty() ? null : kafka;
  }

  /**
   * Checks all that can be checked without opening a file.
   *
   * @param name of the subscriber
   * @throws IllegalArgumentException beginning with the key
   */
  void check(String name) {
    var key = PREFIX + name;
    if ((url == null) == (kafka == null)) {
      throw new IllegalArgumentException(
          key
              + (url == null ? " has neither url nor kafka" : " has both url and kafka")
              + "; give url (and secret) for a webhook, or kafka (bootstrap-servers, topic)");
    }
    if (url == null) {
      checkKafka(key, Objects.requireNonNull(kafka));
    } else {
      checkWebhook(key, url);
    }
    try {
      types();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ".events: " + e.getMessage());
    }
    int most = concurrency();
    if (most < 1 || most > MOST_CONCURRENCY) {
      throw new IllegalArgumentException(key + ".concurrency must be 1 to 10000, was " + most);
    }
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          key + ".per-second must be 0 (no limit) or more, was " + perSecond);
    }
  }

  private void checkWebhook(String key, String address) {
    try {
      var uri = new URI(address);
      if (uri.getHost() == null
          || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        throw new IllegalArgumentException(
            key + ".url must be an address such as https://shop.example.com/paybell");
      }
    } catch (URISyntaxException e) {
      // Without the text: an address may hold a token.
      throw new IllegalArgumentException(key + ".url is not an address: " + e.getReason());
    }
    if (secret == null) {
      throw new IllegalArgumentException(
          key
              + ".secret is missing: a webhook is signed with it; make one with:"
              + " echo whsec_$(head -c 32 /dev/urandom | base64)");
    }
    for (var one : secretTexts(key)) {
      if (!one.value.isFile()) {
        signing(one);
      }
    }
  }

  private void checkKafka(String key, Kafka topic) {
    if (secret != null || previousSecret != null) {
      throw new IllegalArgumentException(
          key
              + (secret != null ? ".secret" : ".previous-secret")
              + " is for a webhook; to Kafka, security settings stand under kafka.properties");
    }
    if (topic.bootstrapServers().isEmpty()) {
      throw new IllegalArgumentException(
          key + ".kafka.bootstrap-servers is missing, such as broker1:9092,broker2:9092");
    }
    if (topic.topic() == null) {
      throw new IllegalArgumentException(key + ".kafka.topic is missing");
    }
  }

  private record Named(String key, SecretText value) {}

  private List<Named> secretTexts(String key) {
    var all = new ArrayList<Named>();
    if (secret != null) {
      all.add(new Named(key + ".secret", secret));
    }
    if (previousSecret != null) {
      all.add(new Named(key + ".previous-secret", previousSecret));
    }
    return all;
  }

  private static SigningSecret signing(Named one) {
    try {
      return SigningSecret.of(one.value.value(one.key));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(one.key + ": " + e.getMessage());
    }
  }

  /** The types of event it is told of. */
  public EventSelection types() {
    return EventSelection.of(events);
  }

  /** Attempts under way at once, its default filled in. */
  @Override
  public Integer concurrency() {
    return concurrency != null
        ? concurrency
        : kafka == null ? WEBHOOK_CONCURRENCY : KAFKA_CONCURRENCY;
  }

  /**
   * Opens its channel; nothing is sent yet.
   *
   * @param name of the subscriber
   * @param delivery for all subscribers
   * @return what the engine delivers to; closing its channel is the caller's, or the engine's
   * @throws SettingsException if a file cannot be read, holds no secret, or Kafka's client is not
   *     on the class path; without repeating a secret
   */
  Subscriber open(String name, DeliverySettings delivery, Clock clock) {
    try {
      return new Subscriber(
          name, types(), concurrency(), perSecond, channel(name, delivery, clock));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(PREFIX + name + ": " + e.getMessage() + ".", "Correct it.", e);
    }
  }

  private Channel channel(String name, DeliverySettings delivery, Clock clock) {
    if (kafka == null) {
      return new Webhook(
          new WebhookOptions(
              URI.create(Objects.requireNonNull(url)),
              secrets(name),
              delivery.attemptTimeout(),
              delivery.allowPrivateAddresses()),
          concurrency(),
          clock);
    }
    try {
      return new KafkaTopic(producer(name), Objects.requireNonNull(kafka.topic()));
    } catch (NoClassDefFoundError e) {
      throw new SettingsException(
          PREFIX + name + ".kafka: the Kafka client is not on the class path.",
          "Add org.apache.kafka:kafka-clients to the dependencies.",
          e);
    }
  }

  /**
   * What a webhook is signed with, the present secret first.
   *
   * @throws SettingsException if a file cannot be read or holds no secret; without repeating it
   */
  public List<SigningSecret> secrets(String name) {
    try {
      return secretTexts(PREFIX + name).stream().map(SubscriberSettings::signing).toList();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What Kafka's producer is made with.
   *
   * @throws SettingsException if a file cannot be read
   */
  public Map<String, String> producer(String name) {
    var topic = Objects.requireNonNull(kafka);
    var key = PREFIX + name + ".kafka.properties.";
    var all = new TreeMap<String, String>();
    topic
        .properties()
        .forEach(
            (property, value) -> all.put(property, SecretText.of(value).value(key + property)));
    all.put("bootstrap.servers", String.join(",", topic.bootstrapServers()));
    return all;
  }

  /** Says neither the address, which may hold a token, nor a secret. */
  @Override
  public String toString() {
    return "SubscriberSettings[" + (kafka == null ? "webhook" : kafka) + "]";
  }
}
