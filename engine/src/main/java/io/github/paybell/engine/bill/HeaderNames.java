package io.github.paybell.engine.bill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names in a header line, found by what they say and not by how they are spaced. */
final class HeaderNames {
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  HeaderNames(String line) {
    for (var name : line.split(",", -1)) {
      names.add(name.strip());
      // The first of two equal names stands: what comes after is unknown to us.
      positions.putIfAbsent(plain(name), names.size() - 1);
    }
  }

  int size() {
    return names.size();
  }

  String first() {
    return plain(names.get(0));
  }

  /**
   * @return where the first of these names stands that is there; -1: none is
   */
  int find(List<String> wanted) {
    for (var name : wanted) {
      var position = positions.get(plain(name));
      if (position != null) {
        return position;
      }
    }
    return -1;
  }

  static String plain(String name) {
    return name.replaceAll("[\\s_`-]", "").toLowerCase(Locale.ROOT);
  }

  /** For messages: bounded, whatever came. */
  @Override
  public String toString() {
    var text = String.join(",", names);
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }
}
