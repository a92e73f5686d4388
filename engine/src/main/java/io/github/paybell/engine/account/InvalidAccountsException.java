package io.github.paybell.engine.account;

import java.util.List;

/** A configuration that cannot be used. It says everything that is wrong, and no secret. */
public final class InvalidAccountsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of texts
  private final List<String> errors;

  InvalidAccountsException(List<String> errors) {
    super(
        "The accounts are not usable, what was in force stays in force:\n  "
            + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence each, beginning with the configuration key it is about. */
  public List<String> errors() {
    return errors;
  }
}
