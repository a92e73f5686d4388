package io.github.paybell.spring.test;

import io.github.paybell.simulator.Simulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time of a test, on both sides: it stands until the test moves it, and moving it lets happen
 * what becomes due. It is also the application's {@link Clock} bean. Thread-safe; one thread moves
 * it.
 */
public final class PaybellClock extends Clock {
  private static final Duration FIRST_STEP = Duration.ofSeconds(1);

  // Later steps are so much of what has passed: a minute takes twenty of them, a week a hundred.
  private static final int PART = 8;

  private volatile Instant now;
  private @Nullable Simulator simulator;
  private @Nullable Background paybell;

  PaybellClock(Instant start) {
    // The databases keep microseconds; what is read back must not differ from what was written.
    now = start.truncatedTo(ChronoUnit.SECONDS);
  }

  void lead(Simulator wechat, Background background) {
    simulator = wechat;
    paybell = background;
  }

  /**
   * Moves time forward, in steps that are short at first. At each of them WeChat Pay sends what is
   * due and has its answer, then Paybell asks WeChat Pay about what is due and tells subscribers.
   * When this returns, all of it is done.
   *
   * @param by how far, not negative
   * @throws IllegalArgumentException if negative
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + by);
    }
    var passed = Duration.ZERO;
    settle();
    while (passed.compareTo(by) < 0) {
      var step = least(most(FIRST_STEP, passed.dividedBy(PART)), by.minus(passed));
      Objects.requireNonNull(simulator).advance(step);
      now = now.plus(step);
      passed = passed.plus(step);
      settle();
    }
  }

  /** Lets happen what is due at this moment, on both sides, and waits until it is done. */
  public void settle() {
    var wechat = Objects.requireNonNull(simulator);
    var background = Objects.requireNonNull(paybell);
    do {
      wechat.settle();
      // What was asked for may bring a message: a refund, a closed order.
    } while (background.ask(now));
    background.tell(now);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    var time = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return time.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return time.withZone(other);
      }
    };
  }
}
