package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of late and of duplicate payments, as far as it was said.
 *
 * @param late money that comes after the order was closed; null: not said here
 * @param duplicate a second payment of one reference; null: not said here
 */
public record Policies(@Nullable MoneyPolicy late, @Nullable MoneyPolicy duplicate) {
  /** Nothing was said. */
  public static final Policies UNSET = new Policies(null, null);

  /** These, and where they are silent the others. */
  public Policies or(Policies others) {
    return new Policies(
        late == null ? others.late : late, duplicate == null ? others.duplicate : duplicate);
  }

  /** The policy for money that came with this problem; where none is given, a person decides. */
  MoneyPolicy of(ProblemKind problem) {
    var said = problem == ProblemKind.DUPLICATE_PAYMENT ? duplicate : late;
    return said == null ? MoneyPolicy.HOLD : said;
  }
}
