package io.github.paybell.engine.bill;

import org.jspecify.annotations.Nullable;

/**
 * A difference and what became of it.
 *
 * @param outcome null: it is none
 * @param parked the order is not registered: the line waits for it
 */
record Correction(
    Difference difference,
    @Nullable DifferenceOutcome outcome,
    @Nullable String detail,
    boolean parked) {}
