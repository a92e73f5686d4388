/**
 * The bills (账单) of a day: what was traded, and how the merchant's funds moved.
 *
 * <p>Owns their columns, their form, and the fee of 0.60% that nothing else knows. Promises: a bill
 * is made from the platform's orders alone, so it agrees with queries and notifications; amounts
 * are whole fen until they are written. Does not speak HTTP and signs nothing. Start at {@link
 * io.github.paybell.simulator.bill.Bills}. May use: platform, wire (times).
 */
@NullMarked
package io.github.paybell.simulator.bill;

import org.jspecify.annotations.NullMarked;
