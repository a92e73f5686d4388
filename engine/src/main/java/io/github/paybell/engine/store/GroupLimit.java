package io.github.paybell.engine.store;

import java.util.function.ToIntFunction;

/**
 * How much one transaction of a {@link GroupCommit} takes.
 *
 * @param items at least 1
 * @param bytes of all items together; one alone may have more
 * @param bytesOf how many bytes an item brings to the store
 */
public record GroupLimit<I>(int items, long bytes, ToIntFunction<I> bytesOf) {
  public GroupLimit {
    if (items < 1) {
      throw new IllegalArgumentException("a group takes at least 1 item, not " + items);
    }
  }

  /** For items that are small. */
  public static <I> GroupLimit<I> ofItems(int items) {
    return new GroupLimit<>(items, Long.MAX_VALUE, item -> 0);
  }
}
