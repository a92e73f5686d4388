package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.H2Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What healing asks of a database, on the H2 of a shop's own tests. */
class HealingOnH2Test {
  private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");

  @Test
  @DisplayName("Slots lie 1/rate apart on H2 too")
  void pace() throws Exception {
    try (var database = new H2Database();
        var store = database.store()) {
      var pace = new Pace(store, 4, Duration.ofMinutes(30));

      for (int second = 0; second < 2; second++) {
        var now = START.plusSeconds(second);
        var first =
            store.write(
                connection -> {
                  var slots = pace.lock(connection, "shop", now);
                  var taken = slots.take(4);
                  slots.save(connection);
                  return taken;
                });
        assertThat(first).isEqualTo(now);
      }
    }
  }

  @Test
  @DisplayName("A timer on H2 runs again and again")
  void timers() throws Exception {
    var runs = new CountDownLatch(2);
    var work = new Recurring("work", Duration.ofSeconds(1), runs::countDown);
    try (var database = new H2Database();
        var store = database.store();
        var timers = new Timers(store, List.of(work), Clock.systemUTC(), Duration.ofMillis(50))) {
      timers.run();

      assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(database.texts("select task_name from paybell_timer")).containsExactly("work");
    }
  }
}
