package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request to the control API says. */
final class RequestInput {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestInput() {}

  /**
   * The body; none is an empty object.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  static JsonNode json(Request request) {
    if (request.body().length == 0) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(request.body());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * How many of a list are wanted: the parameter {@code limit}, all without it.
   *
   * @throws IllegalArgumentException if it is no whole number of at least 1
   */
  static int limit(Request request) {
    String limit = request.query("limit");
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    if (!limit.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          "limit is a whole number of at least 1, not \"" + limit + "\"");
    }
    return Integer.parseInt(limit);
  }

  /** The last of a list, as many as wanted. */
  static <T> List<T> last(List<T> all, int limit) {
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  /** A text or, if it is absent, another. */
  static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
