package io.github.paybell.server.settings;

import io.github.paybell.engine.RetentionOptions;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what names a person is kept, as the configuration spells it.
 *
 * @param personal raw bodies and the payers of events, at least 1d
 */
public record RetentionEntry(@DefaultValue("180d") String personal) {
  public RetentionEntry {
    options(personal);
  }

  /** The engine's view of it. */
  public RetentionOptions options() {
    return options(personal);
  }

  private static RetentionOptions options(String personal) {
    try {
      return new RetentionOptions(WrittenDuration.parse("personal", personal));
    } catch (IllegalArgumentException e) {
      // Each message begins with the key. Without its cause: the innermost message is shown.
      throw new IllegalArgumentException("retention." + e.getMessage());
    }
  }
}
