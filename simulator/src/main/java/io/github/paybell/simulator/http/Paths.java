package io.github.paybell.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Segments of paths. */
final class Paths {
  private Paths() {}

  /** A segment decoded; a plus stays a plus, unlike in a query. */
  static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
