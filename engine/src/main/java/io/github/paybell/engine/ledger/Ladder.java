package io.github.paybell.engine.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When an unpaid order is asked about: the gaps between queries, the last of which repeats until
 * the order expires. Immutable.
 *
 * @param gaps at least one, each above 0
 */
public record Ladder(List<Duration> gaps) {
  /** How long an order without {@code expires_at} is asked about. */
  public static final Duration WITHOUT_EXPIRY = Duration.ofDays(7);

  /** Orders of one moment are not all asked about at one moment: a gap is up to a tenth longer. */
  private static final double JITTER = 0.1;

  public Ladder {
    gaps = List.copyOf(gaps);
    if (gaps.isEmpty() || gaps.stream().anyMatch(gap -> gap.isZero() || gap.isNegative())) {
      throw new IllegalArgumentException("the ladder needs gaps, each above 0, was " + gaps);
    }
  }

  /** 5 s, 30 s, 1 min, 3 min, 5 min, 10 min, 30 min after ordering, then every 20 min. */
  public static Ladder standard() {
    return new Ladder(
        List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20)));
  }

  /**
   * When the next query is due.
   *
   * @param step how many queries there were, 0 at first
   * @param from the last query, or the registration
   * @param end when the order expires: the last query is due just then
   */
  public Instant next(int step, Instant from, Instant end) {
    var gap = gaps.get(Math.min(step, gaps.size() - 1)).toMillis();
    var due =
        from.plusMillis(gap + (long) (gap * JITTER * ThreadLocalRandom.current().nextDouble()));
    return due.isBefore(end) || !from.isBefore(end) ? due : end;
  }
}
