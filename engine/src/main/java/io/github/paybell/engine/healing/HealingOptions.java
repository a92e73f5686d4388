package io.github.paybell.engine.healing;

import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Policies;
import java.time.Duration;
import java.time.LocalTime;

/**
 * How WeChat Pay is queried for what no notification said.
 *
 * @param ladder the gaps between queries of an unpaid order
 * @param queriesPerSecond of one merchant, all replicas together, 1 to 600: WeChat Pay's own limit
 * @param policies for late and duplicate payments where neither order nor account says otherwise
 * @param billAt when yesterday's bill is fetched, Beijing time; not before 10:00
 * @param silence how long no notification may come while orders are paid, before it is a problem
 * @param retention how long raw notifications are kept, at least 1 day
 */
public record HealingOptions(
    Ladder ladder,
    int queriesPerSecond,
    Policies policies,
    LocalTime billAt,
    Duration silence,
    Duration retention) {
  public HealingOptions {
    if (queriesPerSecond < 1 || queriesPerSecond > 600) {
      throw new IllegalArgumentException(
          "queries-per-second must be 1 to 600, was " + queriesPerSecond);
    }
    if (billAt.isBefore(LocalTime.of(10, 0))) {
      throw new IllegalArgumentException(
          "bill-at must be 10:00 or later (Beijing): the bill is made from 9:00 and complete at"
              + " 10:00, was "
              + billAt);
    }
    if (silence.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("silence must be at least 1m, was " + silence);
    }
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("retention must be at least 1d, was " + retention);
    }
  }

  /** The ladder of the documents, 20 queries a second, hold, 10:30, 30 min, 400 days. */
  public static HealingOptions defaults() {
    return new HealingOptions(
        Ladder.standard(),
        20,
        Policies.UNSET,
        LocalTime.of(10, 30),
        Duration.ofMinutes(30),
        Duration.ofDays(400));
  }
}
