/**
 * WeChat Pay on this machine: a stateful platform that orders, takes payments, refunds and tells
 * merchants about it, with real signatures, the real schedules and every fault.
 *
 * <p>Owns the composition of the rooms below it. Promises: order, query, close, refund and bill
 * always agree; the same seed gives the same messages. Everything it signs with is published and
 * protects nothing: never point real money at it. Start at {@link
 * io.github.paybell.simulator.Simulator}; in tests at {@link
 * io.github.paybell.simulator.junit.SimulatorExtension}. May use: protocol.
 */
@NullMarked
package io.github.paybell.simulator;

import org.jspecify.annotations.NullMarked;
