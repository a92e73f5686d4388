package io.github.paybell.engine.account;

import java.util.List;
import java.util.function.Function;

/** What became of a change of an account through the admin API. */
public sealed interface AccountPut {
  /**
   * The account stands as asked; asked again it changes nothing.
   *
   * @param created whether it was not there before
   */
  record Stored(AccountView view, boolean created) implements AccountPut {}

  /** The configuration file holds this account: it is changed there. Nothing was stored. */
  record HeldByFile(String account) implements AccountPut {}

  /**
   * The settings do not hold. Nothing was stored.
   *
   * @param errors one sentence each, beginning with the field; no secret in them
   */
  record Invalid(List<String> errors) implements AccountPut {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  default <R> R match(
      Function<Stored, R> stored,
      Function<HeldByFile, R> heldByFile,
      Function<Invalid, R> invalid) {
    return this instanceof Stored s
        ? stored.apply(s)
        : this instanceof HeldByFile h ? heldByFile.apply(h) : invalid.apply((Invalid) this);
  }
}
