package io.github.paybell.server.notify;

import java.net.BindException;

/** The notify listener cannot be opened where it should stand. The message is for people. */
public final class NotifyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotifyException(NotifyOptions options, Throwable cause) {
    super(
        "cannot open the notify listener at "
            + options.host()
            + ":"
            + options.port()
            + (cause instanceof BindException
                ? ": the address is in use or not of this machine; choose another one with"
                    + " paybell.notify.port (--port) or paybell.notify.host"
                : ": " + cause.getMessage()),
        cause);
  }
}
