package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.EventNames;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.WechatEvent;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events a subscriber is told. Those of other products name persons, so they go only to
 * subscribers that name them.
 *
 * @param types of Paybell's own
 * @param wechat those of other products, by {@code wechat.} and their {@code event_type}; or {@link
 *     WechatEvent#ALL} alone
 */
public record EventSelection(Set<EventType> types, Set<String> wechat) {

  public EventSelection {
    types = types.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(types));
    wechat = Collections.unmodifiableSet(new TreeSet<>(wechat));
  }

  /**
   * The events that patterns name: a type, {@code payment.*} for all that begin so, {@code *} for
   * all but those of other products, {@code wechat.*} for those.
   *
   * @param patterns empty: as {@code *}
   * @throws IllegalArgumentException for a pattern that names none, listing those that there are
   */
  public static EventSelection of(List<String> patterns) {
    var types = EnumSet.noneOf(EventType.class);
    var wechat = new TreeSet<String>();
    for (var pattern : patterns.isEmpty() ? List.of("*") : patterns) {
      if (pattern.equals(WechatEvent.ALL)) {
        wechat.add(pattern);
      } else if (pattern.startsWith("wechat.")) {
        wechat.add(wechat(pattern));
      } else {
        types.addAll(types(pattern));
      }
    }
    return new EventSelection(
        types, wechat.contains(WechatEvent.ALL) ? Set.of(WechatEvent.ALL) : wechat);
  }

  private static String wechat(String pattern) {
    try {
      return EventNames.ofWire(pattern).wireName();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + pattern
              + "' is no event of another product; name its event_type whole, such as"
              + " wechat.COMPLAINT.CREATE, or all of them by wechat.*");
    }
  }

  private static Set<EventType> types(String pattern) {
    var types = EnumSet.noneOf(EventType.class);
    for (var type : EventType.values()) {
      if (matches(pattern, type.wireName())) {
        types.add(type);
      }
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException(
          "no event is named '"
              + pattern
              + "'; there are "
              + Stream.of(EventType.values())
                  .map(EventType::wireName)
                  .collect(Collectors.joining(", "))
              + ", wechat.* and wechat.{event_type}");
    }
    return types;
  }

  private static boolean matches(String pattern, String type) {
    return pattern.endsWith("*")
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }

  boolean isEmpty() {
    return types.isEmpty() && wechat.isEmpty();
  }

  /** Each as it is written: types, {@code wechat.…} last. */
  public List<String> names() {
    return Stream.concat(types.stream().map(EventType::wireName), wechat.stream()).toList();
  }

  /** For people: {@code *} where it is all of Paybell's own. */
  @Override
  public String toString() {
    var all = types.size() == EventType.values().length;
    return String.join(
        ",", all ? Stream.concat(Stream.of("*"), wechat.stream()).toList() : names());
  }
}
