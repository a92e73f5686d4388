package io.github.paybell.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/** A length of time as the configuration spells it: a whole number and a unit. */
final class DurationText {
  // Without its unit a number is refused: whether seconds or milliseconds are meant is a guess.
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * Reads one.
   *
   * @param key what an error calls it
   * @throws IllegalArgumentException beginning with the key, if it is none
   */
  static Duration parse(String key, String text) {
    var match = FORM.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          key + " must be a whole number and a unit, such as 30s, 5m, 6h or 400d, was " + text);
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
