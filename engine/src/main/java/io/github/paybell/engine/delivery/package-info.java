/**
 * Delivery: what the ledger noted for the outside is told to each subscriber, at least once.
 *
 * <p>Owns tables {@code paybell_subscriber}, {@code paybell_subscription} and {@code
 * paybell_delivery}; of {@code paybell_event} it only reads. The ledger inserts the rows of {@code
 * paybell_delivery} in the transaction of the step (EVERY_EVENT); from then on they are ours.
 * Promises EVERY_EVENT and IN_ORDER (docs/INVARIANTS.md) on any number of replicas, and that no
 * subscriber waits for another. Decides nothing about orders. Start at {@link
 * io.github.paybell.engine.delivery.Delivery}. May use: ledger, store.
 */
@NullMarked
package io.github.paybell.engine.delivery;

import org.jspecify.annotations.NullMarked;
