package io.github.paybell.engine.delivery;

import java.time.Instant;
import java.util.UUID;

/** Where a time is among the ids of events, which rise with time (UUID version 7). */
final class EventIds {
  /** Below all. */
  static final UUID LEAST = new UUID(0, 0);

  /** Above all. */
  static final UUID MOST = new UUID(-1, -1);

  private EventIds() {}

  /** The least id that an event of this millisecond may have. */
  static UUID first(Instant time) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }

  /** As the databases order them, which is not as {@link UUID#compareTo} does. */
  static UUID lesser(UUID one, UUID other) {
    return one.toString().compareTo(other.toString()) <= 0 ? one : other;
  }
}
