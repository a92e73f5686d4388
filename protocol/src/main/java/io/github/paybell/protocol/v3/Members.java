package io.github.paybell.protocol.v3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of a message that we do not know: they are kept, not dropped. */
final class Members {

  private @Nullable Map<String, String> unknown;

  /** Keeps the value that comes next, as raw JSON, under the member's name after the prefix. */
  void keep(String prefix, String name, JsonReader json) throws NotUnderstoodException {
    keepRaw(prefix + name, json.raw());
  }

  /** Keeps a member that we know, but that does not belong to this shape of message. */
  void keepStray(String name, @Nullable String value) throws NotUnderstoodException {
    if (value != null) {
      keepRaw(name, JsonText.quoted(value));
    }
  }

  private void keepRaw(String name, String raw) throws NotUnderstoodException {
    if (unknown == null) {
      unknown = new LinkedHashMap<>();
    }
    // "a.b" at the top and b inside a could meet here; neither may hide the other.
    if (unknown.putIfAbsent(name, raw) != null) {
      throw new NotUnderstoodException("two unknown members have one name");
    }
  }

  Map<String, String> unknown() {
    return unknown == null ? Map.of() : unknown;
  }

  static String required(String name, @Nullable String value) throws NotUnderstoodException {
    if (value == null) {
      throw new NotUnderstoodException(name + " is absent");
    }
    return value;
  }

  static long required(String name, @Nullable Long value) throws NotUnderstoodException {
    if (value == null) {
      throw new NotUnderstoodException(name + " is absent");
    }
    return value;
  }
}
