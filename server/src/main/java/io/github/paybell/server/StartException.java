package io.github.paybell.server;

/** The server cannot start. The message is one sentence for people, without a secret. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
