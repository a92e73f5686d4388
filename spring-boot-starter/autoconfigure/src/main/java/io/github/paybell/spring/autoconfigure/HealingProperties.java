package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.Policies;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what nobody told is asked for.
 *
 * @param enabled whether WeChat Pay is asked at all: about orders, refunds, bills and keys; false
 *     only where another process on the same database asks
 * @param ladder gaps between the queries of an unpaid order; the last one repeats until it expires
 * @param queriesPerSecond of one merchant, all replicas together, 1 to 600
 * @param latePayment what becomes of money that comes after an order was closed
 * @param duplicatePayment what becomes of a second payment of one reference
 * @param billAt when yesterday's bill is fetched, Beijing time, 10:00 or later
 * @param silence how long no notification may come while orders are paid, at least 1m
 * @param retention how long raw notifications are kept, at least 1d
 */
public record HealingProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue({"5s", "25s", "30s", "2m", "2m", "5m", "20m"}) List<Duration> ladder,
    @DefaultValue("20") int queriesPerSecond,
    @DefaultValue("hold") MoneyPolicy latePayment,
    @DefaultValue("hold") MoneyPolicy duplicatePayment,
    @DefaultValue("10:30") String billAt,
    @DefaultValue("30m") Duration silence,
    @DefaultValue("400d") Duration retention) {
  private static final int MINUTES_OF_A_DAY = 24 * 60;

  public HealingProperties {
    ladder = List.copyOf(ladder);
    options(ladder, queriesPerSecond, latePayment, duplicatePayment, billAt, silence, retention);
  }

  HealingOptions options() {
    return options(
        ladder, queriesPerSecond, latePayment, duplicatePayment, billAt, silence, retention);
  }

  private static HealingOptions options(
      List<Duration> ladder,
      int queriesPerSecond,
      MoneyPolicy latePayment,
      MoneyPolicy duplicatePayment,
      String billAt,
      Duration silence,
      Duration retention) {
    try {
      return new HealingOptions(
          new Ladder(ladder),
          queriesPerSecond,
          new Policies(latePayment, duplicatePayment),
          time(billAt),
          silence,
          retention);
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("paybell.healing." + e.getMessage());
    }
  }

  private static LocalTime time(String text) {
    var written = text.strip().toLowerCase(Locale.ROOT);
    try {
      // YAML takes 10:30 without quotation marks for a number of base 60.
      return written.matches("\\d{1,4}") && Integer.parseInt(written) < MINUTES_OF_A_DAY
          ? LocalTime.ofSecondOfDay(Integer.parseInt(written) * 60L)
          : LocalTime.parse(written);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "bill-at must be a time of the day such as \"10:30\", was " + text, e);
    }
  }
}
