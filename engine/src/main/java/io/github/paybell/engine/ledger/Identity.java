package io.github.paybell.engine.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who an account is, for AMOUNT_GUARD's second half: evidence must be about us.
 *
 * @param appids empty: any
 * @param subMchids empty: any
 * @param policies for late and duplicate payments, unless an order says otherwise
 */
public record Identity(String mchid, Set<String> appids, Set<String> subMchids, Policies policies) {
  public Identity {
    appids = Set.copyOf(appids);
    subMchids = Set.copyOf(subMchids);
  }

  /** Looks an account's identity up; must not block. */
  public interface Book {
    @Nullable Identity of(String account);
  }
}
