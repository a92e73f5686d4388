package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.delivery.kafka.KafkaTopic;
import io.github.paybell.engine.delivery.webhook.SigningSecret;
import io.github.paybell.engine.delivery.webhook.Webhook;
import io.github.paybell.engine.delivery.webhook.WebhookOptions;
import io.github.paybell.engine.ledger.WechatEvent;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told, from the properties: webhooks, topics, and listeners that run after the commit. */
final class Subscribers {
  /** The name under which listeners are told after the commit. */
  static final String LISTENER = "listener";

  private static final int WEBHOOK_CONCURRENCY = 16;
  private static final int KAFKA_CONCURRENCY = 1_000;

  private final PaybellProperties properties;
  private final Clock clock;
  private final List<Channel> opened = new ArrayList<>();

  private Subscribers(PaybellProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Opens the channels; they are closed with the engine.
   *
   * @param listeners told after the commit; null: they run in the transaction
   * @param takesOthers whether those may want messages of other products
   * @param threads of listeners
   * @throws PaybellConfigurationException if one cannot be, naming its key
   */
  static DeliveryOptions of(
      PaybellProperties properties,
      @Nullable Listeners listeners,
      boolean takesOthers,
      int threads,
      Clock clock) {
    var subscribers = new Subscribers(properties, clock);
    try {
      return subscribers.options(listeners, takesOthers, threads);
    } catch (RuntimeException e) {
      subscribers.opened.forEach(Channel::close);
      throw e;
    }
  }

  private DeliveryOptions options(@Nullable Listeners listeners, boolean takesOthers, int threads) {
    var all = new ArrayList<Subscriber>();
    properties.subscribers().forEach((name, written) -> all.add(subscriber(name, written)));
    if (listeners != null) {
      if (properties.subscribers().containsKey(LISTENER)) {
        throw wrong(
            "paybell.subscribers." + LISTENER,
            "this name is taken by the listeners that run after the commit",
            "Give the subscriber another name.");
      }
      all.add(
          new Subscriber(
              LISTENER,
              EventSelection.of(takesOthers ? List.of("*", WechatEvent.ALL) : List.of()),
              threads,
              0,
              opened(new ListenerChannel(listeners, threads))));
    }
    var delivery = properties.delivery();
    return new DeliveryOptions(all, delivery.backoff(), delivery.retention());
  }

  private Subscriber subscriber(String name, SubscriberProperties written) {
    var key = "paybell.subscribers." + name;
    var kafka = written.kafka();
    if ((written.url() == null) == (kafka == null)) {
      throw wrong(
          key,
          "it has " + (kafka == null ? "neither url nor kafka" : "both url and kafka"),
          "Give it a url (and a secret) for a webhook, or kafka.bootstrap-servers and"
              + " kafka.topic.");
    }
    int concurrency =
        written.concurrency() != null
            ? written.concurrency()
            : kafka == null ? WEBHOOK_CONCURRENCY : KAFKA_CONCURRENCY;
    try {
      return new Subscriber(
          name,
          EventSelection.of(written.events()),
          concurrency,
          written.perSecond(),
          opened(kafka == null ? webhook(key, written, concurrency) : topic(key, kafka)));
    } catch (IllegalArgumentException e) {
      throw wrong(key, String.valueOf(e.getMessage()), "Correct that key.");
    }
  }

  private Channel webhook(String key, SubscriberProperties written, int concurrency) {
    var url = written.url();
    var secret = written.secret();
    if (url == null || secret == null || secret.isEmpty()) {
      throw wrong(
          key + ".secret",
          "a webhook needs a secret, or its receiver cannot tell it from a forged one",
          "Make one with: echo whsec_$(head -c 32 /dev/urandom | base64)");
    }
    var secrets = new ArrayList<SigningSecret>();
    secrets.add(SigningSecret.of(secret.value(key + ".secret")));
    var previous = written.previousSecret();
    if (previous != null && !previous.isEmpty()) {
      secrets.add(SigningSecret.of(previous.value(key + ".previous-secret")));
    }
    var delivery = properties.delivery();
    return new Webhook(
        new WebhookOptions(
            URI.create(url), secrets, delivery.timeout(), delivery.allowPrivateAddresses()),
        concurrency,
        clock);
  }

  private static Channel topic(String key, SubscriberProperties.Kafka kafka) {
    if (kafka.bootstrapServers() == null || kafka.topic() == null) {
      throw wrong(
          key + ".kafka",
          "it lacks bootstrap-servers or topic",
          "Set both, and put org.apache.kafka:kafka-clients on the class path.");
    }
    var producer = new HashMap<String, String>();
    if (kafka.properties() != null) {
      producer.putAll(kafka.properties());
    }
    producer.put("bootstrap.servers", kafka.bootstrapServers());
    try {
      return new KafkaTopic(producer, kafka.topic());
    } catch (NoClassDefFoundError e) {
      throw wrong(
          key + ".kafka",
          "the Kafka client is not on the class path",
          "Add org.apache.kafka:kafka-clients to the shop's dependencies.");
    }
  }

  private Channel opened(Channel channel) {
    opened.add(channel);
    return channel;
  }

  private static PaybellConfigurationException wrong(String key, String what, String action) {
    return new PaybellConfigurationException(key + ": " + what + ".", action);
  }
}
