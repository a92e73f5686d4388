/**
 * The simulator as the clients that shops use meet it: wechatpay-java and WxJava, as published, on
 * both sides: they call the simulator, and they parse what it sends.
 *
 * <p>Promises that what these clients do with each fault is written down and true, their holes
 * included. Start at {@link io.github.paybell.simulator.clients.FaultTableTest}.
 */
@NullMarked
package io.github.paybell.simulator.clients;

import org.jspecify.annotations.NullMarked;
