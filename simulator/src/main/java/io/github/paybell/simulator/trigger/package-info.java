/**
 * One notification out of nothing: no order was placed, no state is kept, but it is signed and sent
 * as any other, with faults if asked for, and the receiver's answers are judged.
 *
 * <p>Owns what such a notification can be about and which of its fields can be set. Sends through
 * the messenger and no other way. Start at {@link io.github.paybell.simulator.trigger.Trigger}. May
 * use: protocol, platform, messenger, fault, clock, control (rules as JSON).
 */
@NullMarked
package io.github.paybell.simulator.trigger;

import org.jspecify.annotations.NullMarked;
