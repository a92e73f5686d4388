package io.github.paybell.engine.bill;

import org.jspecify.annotations.Nullable;

/**
 * One difference between a bill and the ledger.
 *
 * @param bill null: the bill has no line for it
 * @param ledger null: the ledger has nothing of that day
 */
public record Difference(
    DifferenceKind kind, @Nullable BillLine bill, @Nullable LedgerLine ledger) {}
