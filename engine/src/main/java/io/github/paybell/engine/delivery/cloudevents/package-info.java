/**
 * The CloudEvents 1.0 form of an event: what every subscriber reads, whichever way it came.
 *
 * <p>Owns nothing. Promises the same bytes for the same event, at every attempt and on every
 * replica (EVERY_EVENT), and that the stored data is neither read nor written anew on its way.
 * Knows no transport. Start at {@link io.github.paybell.engine.delivery.cloudevents.CloudEvents}.
 * May use: ledger's event, Jackson's streaming core.
 */
@NullMarked
package io.github.paybell.engine.delivery.cloudevents;

import org.jspecify.annotations.NullMarked;
