package io.github.paybell.server.settings;

import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.Subscriber;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How subscribers are told, as the configuration spells it. Times are a whole number and a unit:
 * {@code 200ms}, {@code 30s}, {@code 10m}, {@code 6h}, {@code 30d}.
 *
 * @param backoff gaps between attempts; after the last one fails the event is dead for that
 *     subscriber, visibly, until somebody has it told again
 * @param retention how long delivered rows are kept, at least 1h; dead ones stay 400 days
 * @param timeout for one attempt of a webhook altogether, at most 30s
 * @param allowPrivateAddresses whether webhooks may go to loopback, private and link-local
 *     addresses
 */
public record DeliveryEntry(
    @DefaultValue({"5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h", "24h", "24h"})
        List<String> backoff,
    @DefaultValue("30d") String retention,
    @DefaultValue("10s") String timeout,
    @DefaultValue("false") boolean allowPrivateAddresses) {
  // An attempt must end well within the time for which the row is held for it.
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

  public DeliveryEntry {
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
          backoff.stream().map(gap -> WrittenDuration.parse("backoff", gap)).toList(),
          WrittenDuration.parse("retention", retention));
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("delivery." + e.getMessage());
    }
  }

  private static Duration attemptTimeout(String text) {
    var timeout = WrittenDuration.parse("delivery.timeout", text);
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("delivery.timeout must be at most 30s, was " + text);
    }
    return timeout;
  }
}
