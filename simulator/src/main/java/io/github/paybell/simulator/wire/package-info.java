/**
 * An order, a payment and a refund in WeChat's words: the fields of v2 and the members of v3, as
 * notifications and answers share them.
 *
 * <p>Translates and nothing else. Start at {@link io.github.paybell.simulator.wire.V2Words} or
 * {@link io.github.paybell.simulator.wire.V3Words}. May use: protocol, platform.
 */
@NullMarked
package io.github.paybell.simulator.wire;

import org.jspecify.annotations.NullMarked;
