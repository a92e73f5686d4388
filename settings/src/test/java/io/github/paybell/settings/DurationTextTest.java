package io.github.paybell.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A length of time as the configuration spells it. */
class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "200ms, PT0.2S",
    "5s, PT5S",
    "2m, PT2M",
    "6h, PT6H",
    "400d, PT9600H",
    "' 30s ', PT30S"
  })
  @DisplayName("a whole number and a unit are read")
  void read(String text, Duration expected) {
    assertThat(DurationText.parse("key", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "0s", "-5s", "1.5s", "5 s", "5S", "PT5S", "1h30m", "", "9999999999s"})
  @DisplayName("everything else is refused, a number without its unit first of all")
  void refused(String text) {
    assertThatThrownBy(() -> DurationText.parse("paybell.healing.silence", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("paybell.healing.silence must be a whole number and a unit")
        .hasMessageEndingWith("was " + text);
  }
}
