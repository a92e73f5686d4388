package io.github.paybell.settings;

import io.github.paybell.engine.RetentionOptions;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code paybell.retention}: how long what names a person is kept.
 *
 * @param personal raw bodies and the payers of events, after the notification is final, its
 *     problems are over and its events delivered; at least 1d
 */
@ConfigurationPropertiesSource
public record RetentionSettings(@DefaultValue("180d") String personal) {
  public RetentionSettings {
    options(personal);
  }

  /** The engine's view of it. */
  public RetentionOptions options() {
    return options(personal);
  }

  private static RetentionOptions options(String personal) {
    try {
      return new RetentionOptions(DurationText.parse("personal", personal));
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("paybell.retention." + e.getMessage());
    }
  }
}
