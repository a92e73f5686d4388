package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.EventType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who is told of events.
 *
 * @param name 1–32 of {@code a-z 0-9 -}
 * @param events the types that are told
 * @param concurrency attempts under way at once in this process, 1–10 000
 * @param perSecond attempts begun in a second in this process, at most; 0: no limit
 * @param channel how; closed with the delivery
 */
public record Subscriber(
    String name, Set<EventType> events, int concurrency, int perSecond, Channel channel) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  public Subscriber {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a subscriber is 1 to 32 of a-z, 0-9 and -, was '" + name + "'");
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("subscriber " + name + " has no events");
    }
    events = Collections.unmodifiableSet(EnumSet.copyOf(events));
    if (concurrency < 1 || concurrency > 10_000) {
      throw new IllegalArgumentException(
          "subscriber " + name + ": concurrency must be 1 to 10000, was " + concurrency);
    }
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          "subscriber " + name + ": per-second must not be negative, was " + perSecond);
    }
  }

  /**
   * The types that patterns name: a type, {@code payment.*} for all that begin so, {@code *} for
   * all.
   *
   * @param patterns empty: all
   * @throws IllegalArgumentException for a pattern that names none, listing those that there are
   */
  public static Set<EventType> types(List<String> patterns) {
    if (patterns.isEmpty()) {
      return EnumSet.allOf(EventType.class);
    }
    var types = EnumSet.noneOf(EventType.class);
    for (var pattern : patterns) {
      boolean known = false;
      for (var type : EventType.values()) {
        if (matches(pattern, type.wireName())) {
          types.add(type);
          known = true;
        }
      }
      if (!known) {
        throw new IllegalArgumentException(
            "no event is named '"
                + pattern
                + "'; there are "
                + String.join(
                    ", ",
                    EnumSet.allOf(EventType.class).stream().map(EventType::wireName).toList()));
      }
    }
    return types;
  }

  private static boolean matches(String pattern, String type) {
    return pattern.endsWith("*")
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }

  @Override
  public String toString() {
    return "Subscriber[" + name + " " + channel.kind() + " " + channel.target() + "]";
  }
}
