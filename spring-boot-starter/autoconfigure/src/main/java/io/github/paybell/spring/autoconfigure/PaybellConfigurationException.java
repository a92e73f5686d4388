package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** The shop cannot start with Paybell as it is put together. It names the key, and no secret. */
final class PaybellConfigurationException extends SettingsException {
  private static final long serialVersionUID = 1L;

  /**
   * @param description one sentence: what is wrong
   * @param action one sentence: what to do
   */
  PaybellConfigurationException(String description, String action) {
    this(description, action, null);
  }

  PaybellConfigurationException(String description, String action, @Nullable Throwable cause) {
    super(description, action, cause);
  }
}
