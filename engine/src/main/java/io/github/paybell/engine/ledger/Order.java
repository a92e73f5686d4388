package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An order as the ledger knows it, its row locked by the transaction at hand. Immutable; a step
 * makes a new one.
 *
 * @param total fen; null: a stub, left by evidence that came before the order was registered
 * @param parked evidence waits for this order
 * @param openProblems how many problems about it are open
 * @param version 0 for a stub, 1 when registered, then one more with every event
 */
record Order(
    OrderKey key,
    TradeState tradeState,
    @Nullable Long total,
    @Nullable String currency,
    @Nullable String reference,
    @Nullable String appid,
    @Nullable String subMchid,
    @Nullable String attach,
    Policies policies,
    @Nullable String transactionId,
    @Nullable Long payerTotal,
    @Nullable String payerCurrency,
    @Nullable String successTime,
    boolean late,
    boolean duplicate,
    boolean parked,
    int openProblems,
    long version) {

  boolean registered() {
    return total != null;
  }

  /** Whether there may be something to ask WeChat Pay about. */
  boolean open() {
    return parked || (registered() && !tradeState.paid() && !tradeState.ended());
  }

  /** The stub, now registered. */
  Order registeredAs(NewOrder order) {
    return new Order(
        key,
        tradeState,
        order.total(),
        order.currency(),
        order.reference(),
        order.appid(),
        order.subMchid(),
        order.attach(),
        order.policies(),
        null,
        null,
        null,
        null,
        false,
        false,
        parked,
        openProblems,
        1);
  }

  Order paidBy(Evidence evidence, boolean late, boolean duplicate) {
    return new Order(
        key,
        step(TradeState.SUCCESS),
        total,
        currency,
        reference,
        appid,
        subMchid,
        attach,
        policies,
        evidence.transactionId(),
        evidence.payerTotal(),
        evidence.payerCurrency(),
        evidence.successTime(),
        late,
        duplicate,
        parked,
        openProblems,
        version);
  }

  Order to(TradeState next) {
    return with(step(next), parked, openProblems, version);
  }

  Order parked(boolean waits) {
    return with(tradeState, waits, openProblems, version);
  }

  Order problems(int change) {
    return with(tradeState, parked, openProblems + change, version);
  }

  /** A stub has no version: it is not an order to the outside. */
  Order nextVersion() {
    return registered() ? with(tradeState, parked, openProblems, version + 1) : this;
  }

  private Order with(TradeState state, boolean waits, int problems, long newVersion) {
    return new Order(
        key,
        state,
        total,
        currency,
        reference,
        appid,
        subMchid,
        attach,
        policies,
        transactionId,
        payerTotal,
        payerCurrency,
        successTime,
        late,
        duplicate,
        waits,
        problems,
        newVersion);
  }

  private TradeState step(TradeState next) {
    if (!tradeState.mayBecome(next)) {
      throw new IllegalStateException(
          "LEGAL_STEPS: " + key + " from " + tradeState + " to " + next);
    }
    return next;
  }
}
