package io.github.paybell.settings;

import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.Policies;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code paybell.healing}: queries for what no notification said. Times are a whole number and a
 * unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 6h}, {@code 400d}.
 *
 * @param enabled whether WeChat Pay is queried at all: about orders, refunds, bills and keys; false
 *     only where another process on the same database does
 * @param ladder gaps between the queries of an unpaid order; the last one repeats until it expires
 * @param queriesPerSecond of one merchant, all replicas together, 1 to 600
 * @param latePayment what becomes of money that comes after an order was closed: accept, refund or
 *     hold
 * @param duplicatePayment what becomes of a second payment of one reference, in the same words
 * @param billAt when yesterday's bill is fetched, Beijing time, 10:00 or later
 * @param silence how long no notification may come while orders are paid, at least 1m
 * @param retention how long raw notifications are kept, at least 1d
 */
@ConfigurationPropertiesSource
public record HealingSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue({"5s", "25s", "30s", "2m", "2m", "5m", "20m"}) List<String> ladder,
    @DefaultValue("20") int queriesPerSecond,
    @DefaultValue("hold") String latePayment,
    @DefaultValue("hold") String duplicatePayment,
    @DefaultValue("10:30") String billAt,
    @DefaultValue("30m") String silence,
    @DefaultValue("400d") String retention) {
  private static final int MINUTES_OF_A_DAY = 24 * 60;

  public HealingSettings {
    ladder = List.copyOf(ladder);
    options(ladder, queriesPerSecond, latePayment, duplicatePayment, billAt, silence, retention);
  }

  /** The engine's view of it. */
  public HealingOptions options() {
    return options(
        ladder, queriesPerSecond, latePayment, duplicatePayment, billAt, silence, retention);
  }

  private static HealingOptions options(
      List<String> ladder,
      int queriesPerSecond,
      String latePayment,
      String duplicatePayment,
      String billAt,
      String silence,
      String retention) {
    if (ladder.isEmpty()) {
      throw new IllegalArgumentException(
          "paybell.healing.ladder must have at least one gap, such as 5s");
    }
    try {
      return new HealingOptions(
          new Ladder(ladder.stream().map(gap -> DurationText.parse("ladder", gap)).toList()),
          queriesPerSecond,
          new Policies(
              policy("late-payment", latePayment), policy("duplicate-payment", duplicatePayment)),
          time(billAt),
          DurationText.parse("silence", silence),
          DurationText.parse("retention", retention));
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("paybell.healing." + e.getMessage());
    }
  }

  private static MoneyPolicy policy(String key, String name) {
    try {
      return MoneyPolicy.ofWire(name.strip().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " " + e.getMessage(), e);
    }
  }

  private static LocalTime time(String text) {
    var written = text.strip();
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
