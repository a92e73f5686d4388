package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slow work on one replica at a time, on every store. A second of their clock is soon over. */
class TimersContractTest {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final Instant BEGIN = Instant.now();

  /** The real time, twenty times as fast. */
  private static final Clock HURRIED =
      new Clock() {
        @Override
        public Instant instant() {
          return BEGIN.plus(Duration.between(BEGIN, Instant.now()).multipliedBy(20));
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private static Timers timers(Store store, Recurring... timers) {
    return new Timers(store, List.of(timers), HURRIED, POLL);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Two replicas do the same work in turn, never both at once; one row stands for it")
  void oneAtATime(TestStores stores) throws Exception {
    var options = stores.create();
    var runs = new CountDownLatch(4);
    var under = new AtomicInteger();
    var most = new AtomicInteger();
    var work =
        new Recurring(
            "work",
            EVERY,
            () -> {
              most.accumulateAndGet(under.incrementAndGet(), Math::max);
              runs.countDown();
              under.decrementAndGet();
            });
    try (var store = Store.open(options);
        var otherStore = Store.open(options);
        var timers = timers(store, work);
        var other = timers(otherStore, work)) {
      timers.run();
      other.run();
      await(runs);

      assertThat(most).hasValue(1);
      int rows =
          store.read(
              connection -> {
                try (var statement = connection.createStatement();
                    var result =
                        statement.executeQuery(
                            "select count(*) from paybell_timer where task_name = 'work'")) {
                  result.next();
                  return result.getInt(1);
                }
              });
      assertThat(rows).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Work that fails runs again; after a replica has gone, the other one goes on")
  void goesOn(TestStores stores) throws Exception {
    var options = stores.create();
    var failed = new CountDownLatch(2);
    var done = new CountDownLatch(2);
    try (var otherStore = Store.open(options);
        var other = timers(otherStore, new Recurring("work", EVERY, done::countDown))) {
      try (var store = Store.open(options);
          var timers =
              timers(
                  store,
                  new Recurring(
                      "work",
                      EVERY,
                      () -> {
                        failed.countDown();
                        throw new IllegalStateException("as wanted");
                      }))) {
        timers.run();
        await(failed);
      }
      other.run();
      await(done);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Timers that rested go on; those that were closed never run again")
  void rests(TestStores stores) throws Exception {
    try (var store = Store.open(stores.create())) {
      var first = new CountDownLatch(1);
      var later = new CountDownLatch(3);
      var timers =
          timers(
              store,
              new Recurring(
                  "work",
                  EVERY,
                  () -> {
                    first.countDown();
                    later.countDown();
                  }));
      timers.run();
      await(first);
      timers.rest();
      timers.rest();
      timers.run();
      await(later);
      timers.close();
      timers.run();
      timers.close();
    }
  }

  @Test
  @DisplayName("A store that is away at the start is no end: the next try starts them")
  void awayAtStart() throws Exception {
    var away = Store.open(TestStores.SQLITE.create());
    away.close();
    var timers = timers(away, new Recurring("work", EVERY, () -> {}));

    assertThatThrownBy(timers::run).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(timers::run).isInstanceOf(RuntimeException.class);
    timers.rest();
    timers.close();
  }

  @Test
  @DisplayName("What cannot be a timer is refused")
  void impossible() {
    assertThatThrownBy(() -> new Recurring("", EVERY, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
    assertThatThrownBy(() -> new Recurring("work", Duration.ofMillis(999), () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("once a second");
  }
}
