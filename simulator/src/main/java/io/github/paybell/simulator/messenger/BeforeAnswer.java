package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Terms;

/**
 * Places orders and, where the fault {@code before-answer} strikes, has them paid and notified
 * before the merchant gets its answer. Thread-safe.
 */
public final class BeforeAnswer implements OrderIntake {
  private final Platform platform;
  private final Messages messenger;
  private final StandingFaults standing;

  /** In front of this platform. */
  public BeforeAnswer(Platform platform, Messages messenger, StandingFaults standing) {
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
    PlatformOrderKey first = prepay.orders().get(0);
    boolean struck =
        !standing
            .draw(
                kind -> kind == FaultKind.BEFORE_ANSWER,
                kind -> platform.dice().fraction("fault", first, kind))
            .isEmpty();
    if (struck && platform.order(first).tradeState() == PlatformTradeState.NOTPAY) {
      platform.pay(first, Paying.PLAIN);
      PlatformOrderKey told =
          prepay.combination() == null
              ? first
              : new PlatformOrderKey(prepay.owner(), first.outTradeNo());
      messenger.firstAnswer(told).join();
    }
    return prepay;
  }
}
