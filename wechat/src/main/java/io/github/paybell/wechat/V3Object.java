package io.github.paybell.wechat;

import java.util.Map;
import java.util.Set;

/**
 * An object of an answer as it came.
 *
 * @param members the first of each name
 * @param doubled the names that stand there twice
 */
record V3Object(Map<String, Object> members, Set<String> doubled) {
  static final V3Object EMPTY = new V3Object(Map.of(), Set.of());

  /** A number that is not whole, or has more than 64 bits. */
  record OddNumber(String text) {
    @Override
    public String toString() {
      return "OddNumber";
    }
  }

  @Override
  public String toString() {
    return "V3Object" + members.keySet();
  }
}
