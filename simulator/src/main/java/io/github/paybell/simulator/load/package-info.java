/**
 * Many notifications, as fast as a receiver takes them or at a steady rate.
 *
 * <p>Signs all of them beforehand, because signing costs more than sending, then sends them over
 * connections that stay open, one request at a time on each, from one thread. Promises: every
 * notification is about another order; what is counted is what WeChat Pay would take the answer as.
 * Retries nothing. Start at {@link io.github.paybell.simulator.load.LoadRun}. May use: trigger,
 * messenger, Vert.x (TCP).
 */
@NullMarked
package io.github.paybell.simulator.load;

import org.jspecify.annotations.NullMarked;
