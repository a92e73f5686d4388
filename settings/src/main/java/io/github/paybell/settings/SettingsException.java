package io.github.paybell.settings;

import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used. Its sentences name the key, and no secret. */
public class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String description;
  private final String action;

  /**
   * Makes one.
   *
   * @param description one sentence: what is wrong
   * @param action one sentence: what to do
   */
  public SettingsException(String description, String action) {
    this(description, action, null);
  }

  /** The same, with its cause. */
  public SettingsException(String description, String action, @Nullable Throwable cause) {
    super(description + " " + action, cause);
    this.description = description;
    this.action = action;
  }

  /**
   * Makes one whose sentence says what to do, too.
   *
   * @param description what is wrong
   */
  public SettingsException(String description) {
    super(description);
    this.description = description;
    action = "";
  }

  /** What is wrong. */
  public String description() {
    return description;
  }

  /** What to do; empty where the description says it. */
  public String action() {
    return action;
  }
}
