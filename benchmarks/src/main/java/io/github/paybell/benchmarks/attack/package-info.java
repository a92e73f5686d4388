/**
 * What is done to a server and to its store while payments come in: restarts, cut connections, held
 * locks, standstill, floods. What is seen: the longest time without an acknowledgement, what {@code
 * /healthz} said, and whether each payment is there once in the end.
 *
 * <p>Owns the command {@code attack}, which {@code attack/run} calls. Start at {@link
 * io.github.paybell.benchmarks.attack.AttackCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.attack;

import org.jspecify.annotations.NullMarked;
