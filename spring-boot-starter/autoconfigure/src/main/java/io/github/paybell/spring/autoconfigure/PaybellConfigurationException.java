package io.github.paybell.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** The shop cannot start with Paybell as it is configured. It names the key, and no secret. */
final class PaybellConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String description;
  private final String action;

  /**
   * @param description one sentence: what is wrong
   * @param action one sentence: what to do
   */
  PaybellConfigurationException(String description, String action) {
    this(description, action, null);
  }

  PaybellConfigurationException(String description, String action, @Nullable Throwable cause) {
    super(description + " " + action, cause);
    this.description = description;
    this.action = action;
  }

  String description() {
    return description;
  }

  String action() {
    return action;
  }
}
