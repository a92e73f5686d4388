/**
 * How long it takes to find and claim the orders that are due, beside how many are open: it should
 * not matter.
 *
 * <p>Start at {@link io.github.paybell.benchmarks.ladder.LadderCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.ladder;

import org.jspecify.annotations.NullMarked;
