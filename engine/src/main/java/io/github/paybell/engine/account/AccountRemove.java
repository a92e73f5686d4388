package io.github.paybell.engine.account;

import java.util.List;
import java.util.function.Function;

/** What became of the wish to remove an account. */
public sealed interface AccountRemove {
  /** Its keys are gone; its name and token stay its own. */
  record Removed(String account) implements AccountRemove {}

  /** The configuration file holds this account: it is changed there. Nothing was stored. */
  record HeldByFile(String account) implements AccountRemove {}

  /** There is no such account. */
  record Unknown(String account) implements AccountRemove {}

  /**
   * Something of it is still to come. Nothing was stored.
   *
   * @param reasons one sentence each
   */
  record TooEarly(String account, List<String> reasons) implements AccountRemove {
    public TooEarly {
      reasons = List.copyOf(reasons);
    }
  }

  default <R> R match(
      Function<Removed, R> removed,
      Function<HeldByFile, R> heldByFile,
      Function<Unknown, R> unknown,
      Function<TooEarly, R> tooEarly) {
    return this instanceof Removed r
        ? removed.apply(r)
        : this instanceof HeldByFile h
            ? heldByFile.apply(h)
            : this instanceof Unknown u ? unknown.apply(u) : tooEarly.apply((TooEarly) this);
  }
}
