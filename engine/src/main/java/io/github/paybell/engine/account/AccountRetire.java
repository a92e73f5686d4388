package io.github.paybell.engine.account;

import java.util.function.Function;

/** What became of the wish to retire an account. */
public sealed interface AccountRetire {
  /** It takes no new orders; asked again it changes nothing. */
  record Retired(AccountView view) implements AccountRetire {}

  /** The configuration file holds this account: it is changed there. Nothing was stored. */
  record HeldByFile(String account) implements AccountRetire {}

  /** There is no such account. */
  record Unknown(String account) implements AccountRetire {}

  default <R> R match(
      Function<Retired, R> retired,
      Function<HeldByFile, R> heldByFile,
      Function<Unknown, R> unknown) {
    return this instanceof Retired r
        ? retired.apply(r)
        : this instanceof HeldByFile h ? heldByFile.apply(h) : unknown.apply((Unknown) this);
  }
}
