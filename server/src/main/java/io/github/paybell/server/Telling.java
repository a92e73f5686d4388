package io.github.paybell.server;

import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.delivery.kafka.KafkaTopic;
import io.github.paybell.engine.delivery.webhook.Webhook;
import io.github.paybell.engine.delivery.webhook.WebhookOptions;
import io.github.paybell.server.settings.DeliveryEntry;
import io.github.paybell.server.settings.PaybellSettings;
import io.github.paybell.server.settings.SubscriberEntry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Who is told: the subscribers of the settings, each with its channel. The engine closes the
 * channels; this does, too, for a start that never comes so far.
 */
final class Telling implements AutoCloseable {
  private final DeliveryEntry delivery;
  private final Clock clock;
  private final List<Subscriber> subscribers = new ArrayList<>();

  /**
   * Makes the channels; nobody is called yet.
   *
   * @throws StartException if a subscriber cannot work, naming it; no channel is left open then
   */
  Telling(PaybellSettings settings, Clock clock) {
    this.delivery = settings.delivery();
    this.clock = clock;
    boolean made = false;
    try {
      new TreeMap<>(settings.subscribers()).forEach((name, entry) -> add(name, entry));
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private void add(String name, SubscriberEntry entry) {
    try {
      subscribers.add(
          new Subscriber(
              name, entry.types(), entry.concurrency(), entry.perSecond(), channel(name, entry)));
    } catch (IllegalArgumentException e) {
      throw new StartException("paybell.subscribers." + name + ": " + e.getMessage(), e);
    }
  }

  private Channel channel(String name, SubscriberEntry entry) {
    var kafka = entry.kafka();
    if (kafka != null) {
      return new KafkaTopic(entry.producer(name), Objects.requireNonNull(kafka.topic()));
    }
    return new Webhook(
        new WebhookOptions(
            URI.create(Objects.requireNonNull(entry.url())),
            entry.secrets(name),
            delivery.attemptTimeout(),
            delivery.allowPrivateAddresses()),
        entry.concurrency(),
        clock);
  }

  List<Subscriber> subscribers() {
    return List.copyOf(subscribers);
  }

  DeliveryOptions options() {
    return delivery.options(subscribers);
  }

  /** What an operator should know before the first event goes out. */
  List<String> warnings(PaybellSettings settings) {
    var warnings = new ArrayList<String>();
    for (var subscriber : subscribers) {
      var entry = settings.subscribers().get(subscriber.name());
      if (entry != null && entry.url() != null && entry.url().startsWith("http:")) {
        warnings.add(
            "subscriber "
                + subscriber.name()
                + " is told by plain http: who sits on the way reads of every payment; use https"
                + " outside this machine");
      }
    }
    if (!subscribers.isEmpty() && delivery.allowPrivateAddresses()) {
      warnings.add(
          "delivery.allow-private-addresses is on: webhooks may go to this machine and into its"
              + " network");
    }
    return warnings;
  }

  @Override
  public void close() {
    subscribers.forEach(subscriber -> subscriber.channel().close());
  }
}
