package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Accounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The metric {@code paybell.key.expiry}: seconds until a certificate ends, by account and serial;
 * negative afterwards. Thread-safe.
 */
public final class KeyExpiry {
  /** What stands for the serial of the merchant's own certificate. */
  private static final String OWN = "v2.certificate";

  private final Accounts accounts;
  private final Clock clock;
  private final MultiGauge gauges;
  private List<End> shown = List.of();

  private record End(String account, String serial, Instant at) {}

  public KeyExpiry(Accounts accounts, MeterRegistry meters, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    gauges =
        MultiGauge.builder("paybell.key.expiry")
            .description("until a certificate ends; negative afterwards")
            .baseUnit("seconds")
            .register(meters);
  }

  /** Takes up what the accounts hold now. Cheap when nothing changed; run after each refresh. */
  public synchronized void measure() {
    var ends = new ArrayList<End>();
    for (var account : accounts.views()) {
      for (var key : account.keys()) {
        if (key.expiresAt() != null) {
          ends.add(new End(account.account(), key.serial(), key.expiresAt()));
        }
      }
      if (account.certificateExpiresAt() != null) {
        ends.add(new End(account.account(), OWN, account.certificateExpiresAt()));
      }
    }
    if (!ends.equals(shown)) {
      gauges.register(ends.stream().<MultiGauge.Row<?>>map(this::row).toList(), true);
      shown = ends;
    }
  }

  private MultiGauge.Row<End> row(End end) {
    return MultiGauge.Row.of(
        Tags.of("account", end.account(), "serial", end.serial()),
        end,
        e -> Duration.between(clock.instant(), e.at()).toSeconds());
  }
}
