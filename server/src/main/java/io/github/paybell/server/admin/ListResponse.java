package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.store.Page;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list.
 *
 * @param next hand it in as {@code cursor} for the following stretch; null: this was the last
 */
record ListResponse<T>(
    @JsonProperty(value = "items", required = true) List<T> items,
    @JsonProperty("next") @Nullable String next) {
  private static final int MAX_LIMIT = 200;

  static final String DEFAULT_LIMIT = "50";

  /**
   * Asks for a page and gives its items their shape; a cursor that is none is the caller's error.
   */
  static <S, T> ListResponse<T> of(Supplier<Page<S>> question, Function<S, T> shape) {
    Page<S> page;
    try {
      page = question.get();
    } catch (IllegalArgumentException e) {
      throw AdminError.invalid("cursor must be the next of an earlier answer.");
    }
    return new ListResponse<>(page.items().stream().map(shape).toList(), page.next());
  }

  static int limit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw AdminError.invalid("limit must be 1 to " + MAX_LIMIT + ".");
    }
    return limit;
  }
}
