package io.github.paybell.engine.delivery;

import java.util.regex.Pattern;

/**
 * A system that receives events.
 *
 * @param name 1–32 of {@code a-z 0-9 -}
 * @param events what it is told of
 * @param concurrency attempts under way at once in this process, 1–10 000
 * @param perSecond attempts begun in a second in this process, at most; 0: no limit
 * @param channel how; closed with the delivery
 */
public record Subscriber(
    String name, EventSelection events, int concurrency, int perSecond, Channel channel) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  public Subscriber {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a subscriber is 1 to 32 of a-z, 0-9 and -, was '" + name + "'");
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("subscriber " + name + " has no events");
    }
    if (concurrency < 1 || concurrency > 10_000) {
      throw new IllegalArgumentException(
          "subscriber " + name + ": concurrency must be 1 to 10000, was " + concurrency);
    }
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          "subscriber " + name + ": per-second must not be negative, was " + perSecond);
    }
  }

  @Override
  public String toString() {
    return "Subscriber[" + name + " " + channel.kind() + " " + channel.target() + "]";
  }
}
