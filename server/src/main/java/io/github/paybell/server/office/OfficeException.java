package io.github.paybell.server.office;

/** The office cannot be opened where it should stand. The message is for people. */
public final class OfficeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OfficeException(OfficeOptions options, Throwable cause) {
    super(
        "cannot open the office at "
            + options.host()
            + ":"
            + options.port()
            + ": the address is in use or not of this machine; choose another one with"
            + " paybell.office.port (--office-port) or paybell.office.host",
        cause);
  }
}
