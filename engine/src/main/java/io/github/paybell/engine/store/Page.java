package io.github.paybell.engine.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list, newest first.
 *
 * @param next hand it in as cursor for the following stretch; null: this was the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page off a list that was asked for with one item more than the page holds.
   *
   * @param cursor names an item so that the next page begins after it
   */
  public static <T> Page<T> of(List<T> items, int limit, Function<T, String> cursor) {
    return items.size() <= limit
        ? new Page<>(items, null)
        : new Page<>(items.subList(0, limit), cursor.apply(items.get(limit - 1)));
  }
}
