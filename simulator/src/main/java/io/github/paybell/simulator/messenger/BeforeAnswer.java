package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.OrderKey;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Placing;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.platform.TradeState;

/**
 * Places orders and, where the fault {@code before-answer} strikes, has them paid and notified
 * before the merchant gets its answer. Thread-safe.
 */
public final class BeforeAnswer implements Placing {
  private final Platform platform;
  private final Messenger messenger;
  private final StandingFaults standing;

  /** In front of this platform. */
  public BeforeAnswer(Platform platform, Messenger messenger, StandingFaults standing) {
    this.platform = platform;
    this.messenger = messenger;
    this.standing = standing;
  }

  @Override
  public Prepay place(Terms terms) {
    return paidIfStruck(platform.place(terms));
  }

  @Override
  public Prepay place(Combination combination) {
    return paidIfStruck(platform.place(combination));
  }

  private Prepay paidIfStruck(Prepay prepay) {
    OrderKey first = prepay.orders().get(0);
    boolean struck =
        !standing
            .draw(
                kind -> kind == FaultKind.BEFORE_ANSWER,
                kind -> platform.dice().fraction("fault", first, kind))
            .isEmpty();
    if (struck && platform.order(first).tradeState() == TradeState.NOTPAY) {
      platform.pay(first, Paying.PLAIN);
      OrderKey told =
          prepay.combination() == null ? first : new OrderKey(prepay.owner(), first.outTradeNo());
      messenger.firstAnswer(told).join();
    }
    return prepay;
  }
}
