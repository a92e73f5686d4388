package io.github.paybell.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Breaker breaker = new Breaker("one", 1);
  private Instant now = Instant.parse("2026-01-05T02:00:00Z");

  private void fail(int events) {
    for (int i = 0; i < events; i++) {
      breaker.failed(UUID.randomUUID(), "no answer", now);
    }
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  private boolean open() {
    return breaker.allows(now) == 0;
  }

  @Test
  @DisplayName("Ten events that fail in a row open it, nine do not")
  void opens() {
    fail(9);
    assertThat(open()).isFalse();
    fail(1);
    assertThat(open()).isTrue();
    assertThat(breaker.reason()).isEqualTo("no answer");
  }

  @Test
  @DisplayName("A room full of attempts that fail at once is one bad moment, not many failures")
  void room() {
    var wide = new Breaker("wide", 64);
    for (int i = 0; i < 63; i++) {
      wide.failed(UUID.randomUUID(), "no answer", now);
    }
    assertThat(wide.allows(now)).isPositive();
    wide.failed(UUID.randomUUID(), "no answer", now);
    assertThat(wide.allows(now)).isZero();
  }

  @Test
  @DisplayName("Three events are enough where nothing succeeded for five seconds")
  void slowly() {
    fail(2);
    later(Duration.ofSeconds(5));
    assertThat(open()).isFalse();
    fail(1);
    assertThat(open()).isTrue();
  }

  @Test
  @DisplayName("Every other event may fail for ever")
  void everyOther() {
    for (int i = 0; i < 1_000; i++) {
      fail(1);
      breaker.answered();
      later(Duration.ofSeconds(1));
    }
    assertThat(open()).isFalse();
  }

  @Test
  @DisplayName("One event that always fails says nothing about the subscriber")
  void poison() {
    var event = UUID.randomUUID();
    for (int i = 0; i < 100; i++) {
      breaker.failed(event, "no answer", now);
      later(Duration.ofSeconds(30));
    }
    assertThat(open()).isFalse();
  }

  @Test
  @DisplayName(
      "Whoever has events told again need not wait for the pause: one attempt is made at once")
  void relents() {
    fail(10);
    assertThat(open()).isTrue();
    breaker.relent();
    assertThat(breaker.allows(now)).isEqualTo(1);
    breaker.answered();
    assertThat(breaker.allows(now)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("It lets one attempt through after 1, 2, 4 … 60 s, and all once one succeeds")
  void halfOpen() {
    fail(10);
    for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      later(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(open()).isTrue();
      later(Duration.ofMillis(1));
      assertThat(breaker.allows(now)).isOne();
      var probe = UUID.randomUUID();
      breaker.begins(probe);
      assertThat(open()).isTrue();
      // Of those that were under way when it opened.
      fail(5);
      breaker.failed(probe, "no answer", now);
    }
    later(Duration.ofSeconds(60));
    assertThat(breaker.allows(now)).isOne();
    breaker.begins(UUID.randomUUID());
    breaker.answered();
    assertThat(breaker.allows(now)).isGreaterThan(1_000);
    assertThat(breaker.reason()).isNull();

    fail(10);
    later(Duration.ofSeconds(1));
    assertThat(breaker.allows(now)).isOne();
  }
}
