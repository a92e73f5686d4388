package io.github.paybell.simulator.clients;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notification as it reached the shop.
 *
 * @param headers by name, in any case
 * @param body the bytes
 */
record Delivery(Map<String, String> headers, byte[] body) {
  /** A header, or null. */
  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body as most shops read it. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
