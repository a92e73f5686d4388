package io.github.paybell.simulator.v2;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.platform.Merchant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request whose signature holds.
 *
 * @param merchant whose key signed it
 * @param signType with which it was signed; the answer will be too
 * @param fields all of them, empty ones included
 * @param request as it came
 */
record V2Call(
    Merchant merchant, SignType signType, SortedMap<String, String> fields, Request request) {
  V2Call {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Number of the merchant, or of the partner. */
  String mchid() {
    return merchant.mchid();
  }

  /** The value of a field; null if it is absent or empty. */
  @Nullable String text(String name) {
    String value = fields.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
