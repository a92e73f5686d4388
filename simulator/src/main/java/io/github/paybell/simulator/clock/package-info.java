/**
 * The simulator's time: a clock that runs at its own pace, or by hand, and what is due on it.
 *
 * <p>Drives retry schedules, expiry, refunds and bills. Promises: what is due runs in the order of
 * its due times, one after the other. Knows nothing of payments. Start at {@link
 * io.github.paybell.simulator.clock.SimClock}. May use: JDK.
 */
@NullMarked
package io.github.paybell.simulator.clock;

import org.jspecify.annotations.NullMarked;
