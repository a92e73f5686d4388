package io.github.paybell.server.admin;

/** The admin API cannot be opened where it should stand. The message is for people. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AdminException(AdminOptions options, Throwable cause) {
    super(
        "cannot open the admin API at "
            + options.host()
            + ":"
            + options.port()
            + ": the address is in use or not of this machine; choose another one with"
            + " paybell.admin.port (--admin-port) or paybell.admin.host",
        cause);
  }
}
