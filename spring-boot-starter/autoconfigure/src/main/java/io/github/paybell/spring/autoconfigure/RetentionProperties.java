package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.RetentionOptions;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what names a person is kept.
 *
 * @param personal raw bodies and the payers of events, after the notification is final, its
 *     problems are over and its events told; at least 1d
 */
public record RetentionProperties(@DefaultValue("180d") Duration personal) {
  public RetentionProperties {
    options(personal);
  }

  RetentionOptions options() {
    return options(personal);
  }

  private static RetentionOptions options(Duration personal) {
    try {
      return new RetentionOptions(personal);
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("paybell.retention." + e.getMessage());
    }
  }
}
