package io.github.paybell.server.door;

import java.net.BindException;

/** The door cannot be opened where it should stand. The message is for people. */
public final class DoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DoorException(DoorOptions options, Throwable cause) {
    super(
        "cannot open the door at "
            + options.host()
            + ":"
            + options.port()
            + (cause instanceof BindException
                ? ": the address is in use or not of this machine; choose another one with"
                    + " paybell.door.port (--port) or paybell.door.host"
                : ": " + cause.getMessage()),
        cause);
  }
}
