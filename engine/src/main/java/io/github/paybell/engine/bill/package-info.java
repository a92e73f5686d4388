/**
 * The day's bill against the ledger: what WeChat Pay lists, what we know, and what follows.
 *
 * <p>Owns tables {@code paybell_reconciliation} and {@code paybell_difference}, and the form of the
 * trade bill. Promises that a payment which only the bill tells of is paid here by it (HEALED),
 * that every difference is found, both ways, in memory that does not grow with the bill (BOUNDED),
 * and that a run which dies anywhere may simply be run again. Changes no order itself: a line of
 * the bill is evidence, and the one judge decides. Has no timers: healing does. Start at {@link
 * io.github.paybell.engine.bill.BillReader} and {@link io.github.paybell.engine.bill.BillCompare}
 * (pure) and {@link io.github.paybell.engine.bill.Reconciliation}. May use: account, calls, ledger,
 * store.
 */
@NullMarked
package io.github.paybell.engine.bill;

import org.jspecify.annotations.NullMarked;
