package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms of the header, and what is neither. */
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-05T01:30:12Z");

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("seconds and dates are understood, never below 0 and never above a day")
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "86400, PT24H",
    "999999999, PT24H",
    "'Mon, 05 Jan 2026 01:31:12 GMT', PT1M",
    "'Mon, 05 Jan 2026 01:30:12 GMT', PT0S",
    "'Mon, 05 Jan 2025 01:30:12 GMT', ",
    "'Sun, 05 Jan 2025 01:30:12 GMT', PT0S",
    "'Tue, 05 Jan 2027 01:30:12 GMT', PT24H"
  })
  void understood(String value, Duration gap) {
    assertThat(RetryAfter.parse(value, NOW)).isEqualTo(gap);
  }

  @ParameterizedTest
  @DisplayName("anything else counts as absent")
  @ValueSource(strings = {"", "soon", "-1", "1.5", "1e9", "99999999999999999999", "2026-01-05"})
  void absent(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isNull();
  }

  @Test
  @DisplayName("no header is no wish")
  void none() {
    assertThat(RetryAfter.parse(null, NOW)).isNull();
  }
}
