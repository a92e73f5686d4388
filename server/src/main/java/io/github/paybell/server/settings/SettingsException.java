package io.github.paybell.server.settings;

/** A configuration that cannot be used. The message is for people and holds no secret. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
