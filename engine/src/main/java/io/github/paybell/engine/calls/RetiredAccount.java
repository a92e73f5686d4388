package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Orders;
import java.util.Optional;

/**
 * A retired account takes no new orders. One that it knows goes on: it is registered and placed
 * again with the same data, asked about, closed, refunded.
 */
public final class RetiredAccount {
  private RetiredAccount() {}

  /**
   * Why an account takes no such order; empty: it takes it.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked
   */
  public static Optional<String> refusal(Account account, String outTradeNo, Orders orders) {
    return account.retired() && orders.find(account.name(), outTradeNo).isEmpty()
        ? Optional.of(
            "Account "
                + account.name()
                + " is retired and takes no new orders; take another account for order "
                + outTradeNo
                + ", or put "
                + account.name()
                + " again to bring it back")
        : Optional.empty();
  }
}
