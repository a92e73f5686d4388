package io.github.paybell.server.admin;

/** Who changed something, for the audit. */
final class Caller {
  /** There is one token, so all that is known is that the caller had it. */
  static final String ADMIN = "admin";

  private Caller() {}
}
