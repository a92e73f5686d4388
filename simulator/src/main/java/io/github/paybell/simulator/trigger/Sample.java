package io.github.paybell.simulator.trigger;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import org.jspecify.annotations.Nullable;

/**
 * What a notification is about.
 *
 * @param order paid
 * @param refund one of its refunds, or null if the notification is about the payment
 */
public record Sample(PlatformOrder order, @Nullable PlatformRefund refund) {}
