/**
 * What WeChat Pay knows: merchants and their keys, orders, payments, refunds, and what follows from
 * what.
 *
 * <p>Owns the state and the rules; order, query, close, refund and bill always agree because they
 * all come from here. v2 and v3 meet in it: an order placed by one is found by the other. Does not
 * speak HTTP, XML or JSON and sends nothing; whoever wants to know what happened listens ({@link
 * io.github.paybell.simulator.platform.Events}). Start at {@link
 * io.github.paybell.simulator.platform.Platform}. May use: protocol (keys), clock, fault (carried
 * along with a payment, never looked into).
 */
@NullMarked
package io.github.paybell.simulator.platform;

import org.jspecify.annotations.NullMarked;
