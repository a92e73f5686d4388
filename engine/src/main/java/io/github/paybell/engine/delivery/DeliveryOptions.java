package io.github.paybell.engine.delivery;

import java.time.Duration;
import java.util.List;

/**
 * Who is told, and how often it is tried.
 *
 * @param backoff gaps between attempts; after the last one fails the event is dead for that
 *     subscriber. A fifth of each gap, up or down, is left to chance
 * @param retention how long delivered rows are kept, at least 1 hour; dead ones stay 400 days
 */
public record DeliveryOptions(
    List<Subscriber> subscribers, List<Duration> backoff, Duration retention) {
  /** 5 s to 24 h, some three days in all. */
  public static final List<Duration> BACKOFF =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofHours(24));

  public static final Duration RETENTION = Duration.ofDays(30);

  public DeliveryOptions {
    subscribers = List.copyOf(subscribers);
    backoff = List.copyOf(backoff);
    if (subscribers.stream().map(Subscriber::name).distinct().count() != subscribers.size()) {
      throw new IllegalArgumentException("two subscribers have one name");
    }
    if (backoff.isEmpty() || backoff.stream().anyMatch(gap -> gap.isNegative() || gap.isZero())) {
      throw new IllegalArgumentException("backoff must have gaps, each above 0");
    }
    if (retention.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("retention must be at least 1h, was " + retention);
    }
  }

  /** These subscribers, by the standard schedule. */
  public static DeliveryOptions of(List<Subscriber> subscribers) {
    return new DeliveryOptions(subscribers, BACKOFF, RETENTION);
  }

  /** For how long an event is tried. */
  public Duration patience() {
    return backoff.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
