package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pace that all replicas keep together, on every store. */
class PaceContractTest {
  private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");

  private static List<Instant> take(Store store, Pace pace, Instant now, int most)
      throws SQLException {
    return store.write(
        connection -> {
          var slots = pace.lock(connection, "shop", now);
          var taken = new ArrayList<Instant>();
          for (int left = Math.min(most, slots.left()); left > 0; left--) {
            taken.add(slots.take(1));
          }
          slots.save(connection);
          return taken;
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Slots lie 1/rate apart, and none is taken more than a second ahead")
  void apart(TestStores stores) throws SQLException {
    try (var store = Store.open(stores.create())) {
      var pace = new Pace(store, 4, Duration.ofMinutes(30));

      assertThat(take(store, pace, START, 99))
          .containsExactly(
              START, START.plusMillis(250), START.plusMillis(500), START.plusMillis(750));
      assertThat(take(store, pace, START, 99)).isEmpty();
      assertThat(take(store, pace, START.plusMillis(249), 99)).isEmpty();
      assertThat(take(store, pace, START.plusMillis(500), 99))
          .containsExactly(START.plusMillis(1000), START.plusMillis(1250));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Two replicas that take in turn keep one pace, and time that passed unused is lost")
  void together(TestStores stores) throws SQLException {
    var options = stores.create();
    try (var one = Store.open(options);
        var other = Store.open(options)) {
      var paces =
          List.of(
              new Pace(one, 20, Duration.ofMinutes(30)),
              new Pace(other, 20, Duration.ofMinutes(30)));
      var taken = new ArrayList<Instant>();
      var now = START;
      for (int i = 0; i < 50; i++) {
        taken.addAll(take(i % 2 == 0 ? one : other, paces.get(i % 2), now, 3));
        now = now.plusMillis(70);
      }
      for (int i = 1; i < taken.size(); i++) {
        assertThat(Duration.between(taken.get(i - 1), taken.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofMillis(50));
      }
      assertThat(taken.size()).isBetween(70, 90);

      now = now.plusSeconds(3600);
      assertThat(take(one, paces.get(0), now, 99)).hasSize(20);
      assertThat(take(other, paces.get(1), now, 99)).isEmpty();
    }
  }
}
