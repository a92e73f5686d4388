package io.github.paybell.engine.healing;

import java.time.Duration;

/**
 * Slow work that one replica at a time does again and again.
 *
 * @param name in the database; never changes
 * @param every from the end of one run to the start of the next, at least 1 s
 * @param work may block and may throw; must be safe to run again from its beginning
 */
public record Recurring(String name, Duration every, Runnable work) {
  public Recurring {
    if (name.isEmpty() || name.length() > 100) {
      throw new IllegalArgumentException("a name has 1 to 100 characters");
    }
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("at most once a second, not every " + every);
    }
  }
}
