package io.github.paybell.spring;

import java.util.List;

/** An account cannot be stored, retired or removed as it was asked; nothing was changed. */
public final class AccountRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of texts
  private final List<String> errors;

  public AccountRefusedException(String account, List<String> errors) {
    super("Account " + account + ": " + String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /**
   * All that is wrong, one sentence each. One about a value begins with its key, as the
   * configuration has it below {@code paybell.accounts.NAME}; no secret is in it.
   */
  public List<String> errors() {
    return errors;
  }
}
