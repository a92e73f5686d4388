package io.github.paybell.simulator.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, told to those who listen, in order, under the platform's lock: be brief. */
public interface Events {
  /**
   * A payment succeeded.
   *
   * @param orders what was paid by it: one, or all of a combined order
   * @param combination the combined order, or null
   * @param how as the payer paid
   */
  default void paid(List<PlatformOrder> orders, @Nullable Combination combination, Paying how) {}

  /** A refund reached an end. */
  default void refunded(PlatformOrder order, PlatformRefund refund) {}

  /** An order was placed or changed in any way. */
  default void changed(PlatformOrder order) {}
}
