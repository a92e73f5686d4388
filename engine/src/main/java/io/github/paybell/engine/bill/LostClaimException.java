package io.github.paybell.engine.bill;

import java.io.IOException;

/**
 * The lease ran out and another runner has the day: what this one did stays, its report does not.
 */
final class LostClaimException extends IOException {
  private static final long serialVersionUID = 1;

  LostClaimException(BillDay day) {
    super("another runner has taken over " + day.cause() + " of " + day.account());
  }
}
