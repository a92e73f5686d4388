package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.engine.ledger.TradeState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks WeChat Pay about whatever of an order or refund may still change, for a caller who wants to
 * know now. Changes nothing at WeChat Pay; what it says goes to the judge. Thread-safe; blocks as
 * long as the calls do.
 */
public final class Refreshing {
  private final OrderQueries queries;

  public Refreshing(OrderQueries queries) {
    this.queries = queries;
  }

  /**
   * @return null: the ledger knows all that WeChat Pay says; else why not, for people
   * @throws io.github.paybell.engine.store.StoreUnavailableException if what was learnt could not
   *     be committed
   */
  public @Nullable String order(Account account, OrderView order) {
    if (!TradeState.valueOf(order.tradeState()).paid()) {
      // A closed one too: a payer may have begun before it was closed.
      return error(queries.order(account, order.outTradeNo(), order.subMchid()));
    }
    for (var refund : order.refunds()) {
      var error = refund(account, refund);
      // What stopped this one would stop the next.
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  /**
   * @return null: the ledger knows all that WeChat Pay says; else why not, for people
   * @throws io.github.paybell.engine.store.StoreUnavailableException if what was learnt could not
   *     be committed
   */
  public @Nullable String refund(Account account, RefundView refund) {
    return refund.status().over()
        ? null
        : error(
            queries.refund(account, refund.outTradeNo(), refund.outRefundNo(), refund.subMchid()));
  }

  private static @Nullable String error(QueryOutcome asked) {
    return asked
        .<Optional<String>>match(
            learnt -> Optional.empty(),
            open -> Optional.empty(),
            notThere -> Optional.empty(),
            refused ->
                Optional.of(
                    "WeChat Pay refuses to say: " + refused.code() + " " + refused.message()),
            unknown -> Optional.of(unknown.detail()),
            unable -> Optional.of(unable.reason()))
        .orElse(null);
  }
}
