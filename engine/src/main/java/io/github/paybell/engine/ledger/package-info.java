/**
 * The ledger: what is expected, what was learnt, what follows.
 *
 * <p>Owns tables {@code paybell_order}, {@code paybell_evidence}, {@code paybell_refund}, {@code
 * paybell_reference}, {@code paybell_event} and {@code paybell_problem}. Promises ONE_EFFECT,
 * AMOUNT_GUARD, LEGAL_STEPS, CONFLUENT and EVERY_EVENT (docs/INVARIANTS.md). Does not know where
 * evidence came from or how it was proved. Start at {@link io.github.paybell.engine.ledger.Judge}
 * (pure) and {@link io.github.paybell.engine.ledger.Ledger}. May use: store.
 */
@NullMarked
package io.github.paybell.engine.ledger;

import org.jspecify.annotations.NullMarked;
