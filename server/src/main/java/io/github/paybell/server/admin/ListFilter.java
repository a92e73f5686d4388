package io.github.paybell.server.admin;

import io.github.paybell.engine.ledger.EventName;
import io.github.paybell.engine.ledger.EventNames;
import io.github.paybell.engine.ledger.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a list of events or deliveries may be narrowed by, as it is written in a request. */
final class ListFilter {
  private static final Set<String> STATES = Set.of("pending", "delivered", "dead");

  private ListFilter() {}

  /**
   * @throws AdminError naming the types that there are
   */
  static @Nullable EventName type(@Nullable String type) {
    if (type == null) {
      return null;
    }
    try {
      return EventNames.ofWire(type);
    } catch (IllegalArgumentException e) {
      throw AdminError.invalid(
          "type must be one of "
              + Arrays.stream(EventType.values())
                  .map(EventType::wireName)
                  .collect(Collectors.joining(", "))
              + ", or wechat. and the event_type of another product.");
    }
  }

  /**
   * @throws AdminError naming the states that there are
   */
  static @Nullable String state(@Nullable String state) {
    if (state != null && !STATES.contains(state)) {
      throw AdminError.invalid("state must be pending, delivered or dead.");
    }
    return state;
  }

  /**
   * @throws AdminError saying how a time is written
   */
  static @Nullable Instant time(String name, @Nullable String time) {
    try {
      // In a query a + that was not escaped has become a space.
      return time == null ? null : Values.time(time.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw AdminError.invalid(name + " must be a time such as 2026-01-05T10:00:00+08:00.");
    }
  }
}
