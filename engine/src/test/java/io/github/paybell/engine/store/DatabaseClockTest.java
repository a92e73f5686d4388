package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database's time beside a machine whose clock is wrong. */
class DatabaseClockTest {
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName(
      "A machine ten minutes behind runs on the database's time, and knows how far off it is")
  void behind(TestStores stores) throws Exception {
    var wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
    try (var store = Store.open(stores.create())) {
      var clock = DatabaseClock.measured(store, wrong);

      assertThat(clock.ahead()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
      assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
  }
}
