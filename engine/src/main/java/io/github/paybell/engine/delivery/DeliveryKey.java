package io.github.paybell.engine.delivery;

import java.util.Optional;
import java.util.UUID;

/** Which delivery: one event and one subscriber. As text {@code {event}.{subscriber}}. */
public record DeliveryKey(UUID event, String subscriber) {
  private static final int UUID_LENGTH = 36;

  /**
   * @return empty for text that is not a key
   */
  public static Optional<DeliveryKey> parse(String text) {
    if (text.length() <= UUID_LENGTH + 1 || text.charAt(UUID_LENGTH) != '.') {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DeliveryKey(
              UUID.fromString(text.substring(0, UUID_LENGTH)), text.substring(UUID_LENGTH + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return event + "." + subscriber;
  }
}
