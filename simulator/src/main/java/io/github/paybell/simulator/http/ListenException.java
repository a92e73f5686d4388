package io.github.paybell.simulator.http;

/** A port cannot be listened on. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(String host, int port, Throwable cause) {
    super(
        "cannot listen on "
            + host
            + ":"
            + port
            + " ("
            + cause.getMessage()
            + "); stop what uses it, or choose another port",
        cause);
  }
}
