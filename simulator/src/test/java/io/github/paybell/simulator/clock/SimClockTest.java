package io.github.paybell.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock STILL = Clock.fixed(START, ZoneOffset.UTC);

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @Test
  @DisplayName("By hand, time stands still until it is moved, and moves exactly as far")
  void byHand() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      assertThat(clock.now()).isEqualTo(START);

      clock.advance(Duration.ofDays(1));

      assertThat(clock.now()).isEqualTo(START.plus(Duration.ofDays(1)));
    }
  }

  @Test
  @DisplayName(
      "What is due runs in the order of its due times, first come first served among equals")
  void inOrder() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      clock.after(Duration.ofSeconds(30), () -> ran.add("third"));
      clock.after(Duration.ofSeconds(15), () -> ran.add("first"));
      clock.after(Duration.ofSeconds(15), () -> ran.add("second"));
      clock.after(Duration.ofSeconds(31), () -> ran.add("not yet"));

      clock.advance(Duration.ofSeconds(30));

      assertThat(ran).containsExactly("first", "second", "third");
    }
  }

  @Test
  @DisplayName(
      "A task sees the moment at which it was due, and may make more due within the same move")
  void chains() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      clock.after(
          Duration.ofSeconds(15),
          () -> {
            ran.add("at " + Duration.between(START, clock.now()).toSeconds());
            clock.after(
                Duration.ofSeconds(15),
                () -> ran.add("at " + Duration.between(START, clock.now()).toSeconds()));
          });

      clock.advance(Duration.ofMinutes(1));

      assertThat(ran).containsExactly("at 15", "at 30");
      assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
    }
  }

  @Test
  @DisplayName(
      "A move waits for what it started before it goes on, so that an answer is there in time")
  void waitsForStages() throws Exception {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      var answer = new CompletableFuture<Void>();
      var asked = new CountDownLatch(1);
      clock.atFor(
          START.plusSeconds(1),
          () -> {
            asked.countDown();
            return answer.thenRun(() -> ran.add("answered"));
          });
      clock.after(Duration.ofSeconds(2), () -> ran.add("later"));
      var move = CompletableFuture.runAsync(() -> clock.advance(Duration.ofSeconds(5)));
      assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
      assertThat(ran).isEmpty();

      answer.complete(null);
      move.get(2, TimeUnit.MINUTES);

      assertThat(ran).containsExactly("answered", "later");
    }
  }

  @Test
  @DisplayName("What is due at once runs by itself, also while time stands still")
  void dueAtOnce() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      clock.after(Duration.ZERO, () -> ran.add("now"));

      clock.settle();

      assertThat(ran).containsExactly("now");
    }
  }

  @Test
  @DisplayName("A task that fails does not stop the clock")
  void failure() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      clock.after(
          Duration.ofSeconds(1),
          () -> {
            throw new IllegalStateException("on purpose");
          });
      clock.after(Duration.ofSeconds(2), () -> ran.add("after it"));

      clock.advance(Duration.ofSeconds(2));

      assertThat(ran).containsExactly("after it");
    }
  }

  @Test
  @DisplayName(
      "At a hundred times, a hundred seconds are one, and what is due on the way runs by itself")
  void faster() throws Exception {
    try (var clock = new SimClock(Clock.systemUTC(), new Speed(10_000))) {
      var rang = new CountDownLatch(1);
      clock.after(Duration.ofHours(1), rang::countDown);

      assertThat(rang.await(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  @DisplayName("Another speed does not make time jump")
  void changeOfSpeed() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      clock.advance(Duration.ofHours(1));

      clock.run(new Speed(100));

      assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(1)));
      assertThat(clock.speed()).isEqualTo(new Speed(100));
    }
  }

  @Test
  @DisplayName("Time does not run backwards, and speeds are whole numbers or manual")
  void badInput() {
    try (var clock = new SimClock(STILL, Speed.MANUAL)) {
      assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Speed.parse("manual")).isEqualTo(Speed.MANUAL);
    assertThat(Speed.parse("100")).isEqualTo(new Speed(100));
    assertThatThrownBy(() -> Speed.parse("fast")).hasMessageContaining("\"fast\"");
    assertThatThrownBy(() -> Speed.parse("-1")).isInstanceOf(IllegalArgumentException.class);
  }
}
