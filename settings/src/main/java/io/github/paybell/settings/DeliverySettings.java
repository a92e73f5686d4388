package io.github.paybell.settings;

import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.Subscriber;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code paybell.delivery}: how events are delivered. Times are a whole number and a unit: {@code
 * 200ms}, {@code 30s}, {@code 10m}, {@code 6h}, {@code 30d}.
 *
 * @param backoff gaps between attempts; after the last one fails the event is dead for that
 *     subscriber, and a problem says so
 * @param retention how long delivered events are kept, at least 1h; dead ones stay 400 days
 * @param timeout for one attempt of a webhook altogether, 1ms to 30s
 * @param allowPrivateAddresses whether webhooks may go to loopback, private and link-local
 *     addresses
 */
@ConfigurationPropertiesSource
public record DeliverySettings(
    @DefaultValue({"5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h", "24h", "24h"})
        List<String> backoff,
    @DefaultValue("30d") String retention,
    @DefaultValue("10s") String timeout,
    @DefaultValue("false") boolean allowPrivateAddresses) {
  // An attempt must end well within the lease of its row.
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

  public DeliverySettings {
    backoff = List.copyOf(backoff);
    options(List.of(), backoff, retention);
    attemptTimeout(timeout);
  }

  /** The engine's view of it. */
  public DeliveryOptions options(List<Subscriber> subscribers) {
    return options(subscribers, backoff, retention);
  }

  /** How long one attempt may take. */
  public Duration attemptTimeout() {
    return attemptTimeout(timeout);
  }

  private static DeliveryOptions options(
      List<Subscriber> subscribers, List<String> backoff, String retention) {
    try {
      return new DeliveryOptions(
          subscribers,
          backoff.stream().map(gap -> DurationText.parse("backoff", gap)).toList(),
          DurationText.parse("retention", retention));
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("paybell.delivery." + e.getMessage());
    }
  }

  private static Duration attemptTimeout(String text) {
    var timeout = DurationText.parse("paybell.delivery.timeout", text);
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "paybell.delivery.timeout must be at most 30s, was " + text);
    }
    return timeout;
  }
}
