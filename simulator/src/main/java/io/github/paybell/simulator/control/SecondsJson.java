package io.github.paybell.simulator.control;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/**
 * Durations: a number of seconds, whole or not, or a number with a unit, such as {@code "500ms"},
 * {@code "5s"}, {@code "2m"}, {@code "1h"} or {@code "7d"}. Written as seconds.
 */
final class SecondsJson {
  private static final Pattern WITH_UNIT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)?");
  private static final BigDecimal MOST = BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

  private SecondsJson() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the key, if it is none or longer than a century
   */
  static Duration read(String key, JsonNode json) {
    BigDecimal seconds = seconds(json);
    if (seconds == null || seconds.signum() < 0 || seconds.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          key + " is a time in seconds or such as \"5s\", \"2m\", \"1h\", \"7d\", not " + json);
    }
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static @Nullable BigDecimal seconds(JsonNode json) {
    if (json.isNumber()) {
      // 1e400 is a number in JSON and none in Java.
      return json instanceof NumericNode number && !number.isNaN() ? json.decimalValue() : null;
    }
    Matcher matcher = WITH_UNIT.matcher(json.isString() ? json.stringValue().strip() : "");
    if (!matcher.matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "s" : unit) {
      case "ms" -> number.movePointLeft(3);
      case "m" -> number.multiply(BigDecimal.valueOf(60));
      case "h" -> number.multiply(BigDecimal.valueOf(3600));
      case "d" -> number.multiply(BigDecimal.valueOf(86_400));
      default -> number;
    };
  }

  /** Seconds; whole ones as a whole number. */
  static JsonNode of(Duration duration) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return duration.toMillisPart() == 0
        ? json.numberNode(duration.toSeconds())
        : json.numberNode(duration.toMillis() / 1000.0);
  }
}
