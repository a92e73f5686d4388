package io.github.paybell.settings;

import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.Subscriber;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of the settings, each with its channel. The engine closes the channels; this
 * does, too, for a start that fails before there is an engine. Not thread-safe.
 */
public final class Subscribers implements AutoCloseable {
  private final Map<String, SubscriberSettings> written;
  private final DeliverySettings delivery;
  private final List<Subscriber> opened = new ArrayList<>();

  private Subscribers(Map<String, SubscriberSettings> written, DeliverySettings delivery) {
    this.written = written;
    this.delivery = delivery;
  }

  /**
   * Checks what can be checked without opening a file.
   *
   * @param subscribers by name
   * @throws IllegalArgumentException beginning with the key
   */
  public static void check(Map<String, SubscriberSettings> subscribers) {
    for (var name : subscribers.keySet()) {
      // The binder does not keep such names apart; as a rule a variable makes the second one.
      var plain = name.replace("-", "");
      if (!plain.equals(name) && subscribers.containsKey(plain)) {
        throw new IllegalArgumentException(
            "paybell.subscribers."
                + name
                + " and paybell.subscribers."
                + plain
                + " differ by dashes only. In an environment variable's name no dash can stand:"
                + " name the subscriber without one, or set it in the file");
      }
    }
    new TreeMap<>(subscribers).forEach((name, subscriber) -> subscriber.check(name));
  }

  /**
   * Opens the channels; nothing is sent yet.
   *
   * @param subscribers by name
   * @throws SettingsException if one cannot work, naming its key; no channel is left open then
   */
  public static Subscribers open(
      Map<String, SubscriberSettings> subscribers, DeliverySettings delivery, Clock clock) {
    var all = new Subscribers(subscribers, delivery);
    boolean done = false;
    try {
      new TreeMap<>(subscribers)
          .forEach((name, entry) -> all.opened.add(entry.open(name, delivery, clock)));
      done = true;
    } finally {
      if (!done) {
        all.close();
      }
    }
    return all;
  }

  /** All of them, by name. */
  public List<Subscriber> all() {
    return List.copyOf(opened);
  }

  /**
   * The engine's view of them.
   *
   * @param another one that the settings do not name; null: none
   */
  public DeliveryOptions options(@Nullable Subscriber another) {
    var subscribers = new ArrayList<>(opened);
    if (another != null) {
      subscribers.add(another);
    }
    return delivery.options(subscribers);
  }

  /** What an operator should know before the first event goes out. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    new TreeMap<>(written)
        .forEach(
            (name, entry) -> {
              if (entry.url() != null && entry.url().startsWith("http:")) {
                warnings.add(
                    "subscriber "
                        + name
                        + " is reached by plain http: everything between here and it can read the"
                        + " payments; use https outside this machine");
              }
            });
    if (!opened.isEmpty() && delivery.allowPrivateAddresses()) {
      warnings.add(
          "delivery.allow-private-addresses is on: webhooks may go to this machine and into its"
              + " network");
    }
    return warnings;
  }

  @Override
  public void close() {
    opened.forEach(subscriber -> subscriber.channel().close());
  }
}
